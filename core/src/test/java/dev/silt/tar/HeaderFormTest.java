package dev.silt.tar;

import static dev.silt.tar.TarBytes.concat;
import static dev.silt.tar.TarBytes.header;
import static dev.silt.tar.TarBytes.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.SiltException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeaderFormTest {

  private static TarEntry entry() throws SiltException {
    return TarCodec.parse(
        concat(pax("path", "long", "SCHILY.xattr.user.a", "b"), header("f", '0', 0, "")));
  }

  @Test
  void bytesGiveTheFormBack() throws Exception {
    HeaderForm form = entry().form();
    HeaderForm again = HeaderForm.parse(form.toBytes());
    assertThat(again).isEqualTo(form).hasSameHashCodeAs(form);
    assertThat(again.literalCount()).isEqualTo(form.literalCount());
    assertThat(HeaderForm.parse(new byte[0])).isSameAs(HeaderForm.RAW);
  }

  @Test
  void aCutOrLongerFormIsRefused() throws Exception {
    byte[] bytes = entry().form().toBytes();
    for (int length = 1; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> HeaderForm.parse(cut)).isInstanceOf(CorruptDataException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> HeaderForm.parse(longer)).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void aChangedFormRendersOrIsATypedError() throws Exception {
    TarEntry e = entry();
    byte[] bytes = e.form().toBytes();
    for (int at = 0; at < bytes.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        try {
          HeaderForm form = HeaderForm.parse(changed);
          assertThat(form.toBytes()).isEqualTo(changed);
          byte[][] literals = new byte[form.literalCount()][7];
          TarEntry other =
              TarEntry.of(
                  e.path(),
                  e.type(),
                  -1,
                  -5,
                  1L << 62,
                  e.userName(),
                  e.groupName(),
                  e.linkTarget(),
                  -1,
                  1,
                  Long.MIN_VALUE,
                  new byte[] {'1'},
                  5,
                  form,
                  literals);
          assertThat(TarCodec.render(other).length % 512).isZero();
        } catch (SiltException expected) {
          assertThat(expected).hasMessageMatching("(?s).*(tar|number).*");
        }
      }
    }
  }

  @Test
  void literalsMustBeAsManyAsTheFormWants() throws Exception {
    TarEntry e = entry();
    assertThatThrownBy(
            () ->
                TarEntry.of(
                    e.path(),
                    e.type(),
                    0,
                    0,
                    0,
                    e.userName(),
                    e.groupName(),
                    e.linkTarget(),
                    0,
                    0,
                    0,
                    new byte[0],
                    0,
                    e.form(),
                    new byte[0][]))
        .isInstanceOf(CorruptDataException.class);
  }
}
