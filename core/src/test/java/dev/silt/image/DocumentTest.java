package dev.silt.image;

import static dev.silt.image.TestImage.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.InvalidImageException;
import dev.silt.error.SiltException;
import dev.silt.error.UnsupportedFormatException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentTest {

  private static final String DESCRIPTOR = "{" + TestImage.describe(utf8("{}")) + "}";
  private static final String MANIFEST =
      "{'schemaVersion':2,'config':$,'layers':[$,$],'annotations':{'a':null}}";

  private static Document parse(String json, String mediaType) throws IOException {
    return Document.parse(
        "document", utf8(json.replace('\'', '"').replace("$", DESCRIPTOR)), mediaType);
  }

  @Test
  void readsManifestsAndIndexes() throws IOException {
    Document manifest = parse(MANIFEST, MediaTypes.OCI_MANIFEST);
    assertThat(manifest.isIndex()).isFalse();
    assertThat(manifest.layersOrNone()).hasSize(2);
    assertThat(manifest.annotations()).containsEntry("a", "");
    Document index = parse("{'manifests':[$],'layers':null,'x':[{'y':{}}]}", "");
    assertThat(index.isIndex()).isTrue();
    assertThat(index.manifestsOrNone()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'schemaVersion':2,'manifests':[],'layers':[]}",
        "{'schemaVersion':2,'manifests':[],'config':$}",
        "{'manifests':[],'config':$,'layers':[]}",
        "{'schemaVersion':2}",
        "{'config':$}",
        "{'layers':[]}",
        "{'manifests':[],'Layers':[]}",
        "{'MANIFESTS':[],'config':$,'layers':[]}",
        "{'config':{'Digest':1},'layers':[]}",
        "{'mediaType':'application/vnd.oci.image.manifest.v1+json','manifests':[]}",
        "{'mediaType':'application/vnd.oci.image.index.v1+json','config':$,'layers':[]}",
      })
  void refusesWhatCouldBeTakenForBoth(String json) {
    assertThatThrownBy(() -> parse(json, "")).isInstanceOf(InvalidImageException.class);
  }

  @Test
  void refusesAnotherMediaTypeThanTheDescriptors() {
    String json = MANIFEST.replace("{'schema", "{'mediaType':'x','schema");
    assertThatThrownBy(() -> parse(json, MediaTypes.OCI_MANIFEST))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("expected=" + MediaTypes.OCI_MANIFEST + ", actual=x");
    assertThatThrownBy(() -> parse("{'manifests':[]}", MediaTypes.OCI_MANIFEST))
        .isInstanceOf(InvalidImageException.class);
    assertThatThrownBy(() -> parse(MANIFEST, MediaTypes.OCI_INDEX))
        .isInstanceOf(InvalidImageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{",
        "{'manifests':[]",
        "{'manifests':[]}{}",
        "{'manifests':[]} x",
        "{'manifests':[],'manifests':[]}",
        "{'manifests':[],'x':{'a':1,'a':2}}",
        "{'manifests':{}}",
        "{'manifests':[7]}",
        "{'manifests':[{}]}",
        "{'manifests':[{'digest':'sha256:00','size':1}]}",
        "{'manifests':[],'annotations':{'a':1}}",
        "{'schemaVersion':'2','manifests':[]}",
        "{'schemaVersion':99999999999999999999999,'manifests':[]}",
        "{'schemaVersion':2.5,'manifests':[]}",
        "\uFEFF{'manifests':[]",
      })
  void refusesMalformedJson(String json) {
    assertThatThrownBy(() -> parse(json, "")).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void refusesNegativeSizes() {
    String json = "{\"manifests\":[" + DESCRIPTOR.replace("\"size\":", "\"size\":-") + "]}";
    assertThatThrownBy(() -> parse(json, "")).isInstanceOf(CorruptDataException.class);
  }

  @Test
  void refusesOtherVersionsAndAlgorithms() {
    assertThatThrownBy(() -> parse("{'schemaVersion':1,'fsLayers':[]}", ""))
        .isInstanceOf(UnsupportedFormatException.class);
    assertThatThrownBy(() -> parse("{'schemaVersion':3,'manifests':[]}", ""))
        .isInstanceOf(UnsupportedFormatException.class);
    assertThatThrownBy(() -> parse("{'manifests':[{'digest':'md5:00','size':1}]}", ""))
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void refusesBombs() {
    for (String json :
        new String[] {
          "{'x':" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
          "{'x':[" + "1,".repeat(1_100_000) + "1],'manifests':[]}",
          "{'" + "k".repeat(1 << 20) + "':1,'manifests':[]}"
        }) {
      assertThatThrownBy(() -> parse(json, "")).isInstanceOf(SiltException.class);
    }
  }

  @Test
  void readsHalfASurrogatePairAsAQuestionMark() throws IOException {
    Document index =
        parse("{'manifests':[],'annotations':{'a':'\\ud800 \\udc00b \\ud83d\\ude00'}}", "");
    assertThat(index.annotations()).containsEntry("a", "? ?b \uD83D\uDE00");
    assertThatThrownBy(() -> parse("{'manifests':[],'annotations':{'a\\ud800':''}}", ""))
        .isInstanceOf(CorruptDataException.class);
  }
}
