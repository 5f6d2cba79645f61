package dev.silt.tree;

import static dev.silt.tar.TarBytes.bytes;
import static dev.silt.tree.Layers.flatten;
import static dev.silt.tree.Layers.hasContent;
import static dev.silt.tree.Layers.layer;
import static dev.silt.tree.Layers.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silt.error.CorruptDataException;
import dev.silt.error.LimitExceededException;
import dev.silt.error.Limits;
import dev.silt.error.UnsafePathException;
import dev.silt.error.UnsupportedFormatException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeBuilderTest {

  @Nested
  class Paths {

    @Test
    void areNormalised() throws Exception {
      FlatTree tree =
          flatten(layer("d:./", "d:./a/", "f:/a//b=1", "f:a/./c=2", "f:a/x/../d=3", "d:/e/."));
      assertThat(lines(tree)).containsExactly("d:a", "f:a/b", "f:a/c", "f:a/d", "d:e");
      assertThat(tree.isImplied(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "..", "/../a", "./../a"})
    void neverLeadOut(String path) {
      assertThatThrownBy(() -> flatten(layer("f:" + path + "=1")))
          .isInstanceOf(UnsafePathException.class)
          .hasMessageContaining(path);
    }

    @Test
    void comeInByteOrderOfTheirComponents() throws Exception {
      FlatTree tree = flatten(layer("f:b=", "f:a.x=", "f:a/z=", "f:a/\u00ff=", "f:a-=", "f:B="));
      assertThat(lines(tree))
          .containsExactly("f:B", "?:a", "f:a/z", "f:a/\u00ff", "f:a-", "f:a.x", "f:b");
      for (int node = 0; node < tree.count(); node++) {
        assertThat(tree.find(tree.path(node))).isEqualTo(node);
      }
      assertThat(tree.find(bytes("a/y"))).isEqualTo(FlatTree.NONE);
      assertThat(tree.find(bytes("b/z"))).isEqualTo(FlatTree.NONE);
      assertThat(tree.end(tree.find(bytes("a")))).isEqualTo(tree.find(bytes("a-")));
    }

    @Test
    void theRootIsADirectory() {
      for (String root : new String[] {"f:.=1", "l:/=etc", "f:a/..=", "h:./=a"}) {
        assertThatThrownBy(() -> flatten(layer("f:a=", root)))
            .isInstanceOf(UnsafePathException.class);
      }
    }
  }

  @Nested
  class Whiteouts {

    @Test
    void hideWhatIsBelow() throws Exception {
      String[] base = layer("d:d/", "f:d/a=1", "f:d/b=2", "d:e/", "f:e/x=3");
      assertThat(lines(flatten(base, layer("f:d/.wh.a=", "f:.wh.e="))))
          .containsExactly("d:d", "f:d/b");
      assertThat(lines(flatten(base, layer("f:.wh.none=", "f:none/.wh.x=")))).hasSize(5);
    }

    @Test
    void doNotHideTheirOwnLayerWhereverTheyStand() throws Exception {
      String[] base = layer("d:d/", "d:d/s/", "f:d/s/old=1", "f:d/old=1", "f:f=1");
      String[] first = layer("f:.wh.d=", "f:.wh.f=", "d:d/", "f:d/new=2", "f:d/s/new=2", "f:f=2");
      String[] last = layer("d:d/", "f:d/new=2", "f:d/s/new=2", "f:f=2", "f:.wh.f=", "f:.wh.d=");
      for (String[] layer : new String[][] {first, last}) {
        FlatTree tree = flatten(base, layer);
        assertThat(lines(tree)).containsExactly("d:d", "f:d/new", "?:d/s", "f:d/s/new", "f:f");
        assertThat(hasContent(tree, "f", "2")).isTrue();
      }
    }

    @Test
    void opaqueDirectoriesKeepOnlyTheirOwnLayer() throws Exception {
      String[] base = layer("d:d/", "d:d/s/", "f:d/s/old=1", "f:d/old=1", "f:f=1");
      String[] first = layer("f:d/.wh..wh..opq=", "f:d/new=2");
      String[] last = layer("f:d/new=2", "f:d/.wh..wh..opq=");
      for (String[] layer : new String[][] {first, last}) {
        assertThat(lines(flatten(base, layer))).containsExactly("d:d", "f:d/new", "f:f");
      }
      assertThat(lines(flatten(base, layer("f:.wh..wh..opq=", "f:x=")))).containsExactly("f:x");
      assertThat(lines(flatten(base, layer("f:f/.wh..wh..opq=", "f:g/.wh..wh..opq="))))
          .containsExactlyElementsOf(lines(flatten(base)));
    }

    @Test
    void ofAnyTypeCount() throws Exception {
      assertThat(lines(flatten(layer("f:a=", "f:b="), layer("p:.wh.a", "l:.wh.b=x")))).isEmpty();
    }

    @Test
    void needAName() {
      for (String name : new String[] {".wh.", ".wh..", ".wh..."}) {
        assertThatThrownBy(() -> flatten(layer("f:d/a="), layer("f:d/" + name + "=")))
            .isInstanceOf(UnsafePathException.class)
            .hasMessageContaining("d/" + name);
      }
    }

    @Test
    void onlyLookLikeOneAtTheBeginningOfAName() throws Exception {
      assertThat(lines(flatten(layer("f:.wh=", "f:x.wh.y=")))).hasSize(2);
    }

    @Test
    void ofAufsAreIgnored() throws Exception {
      FlatTree tree =
          flatten(
              layer(
                  "d:.wh..wh.plnk/",
                  "f:.wh..wh.plnk/1.2=content",
                  "f:.wh..wh.aufs=",
                  "h:a=.wh..wh.plnk/1.2",
                  "h:b=/.wh..wh.plnk/1.2"));
      assertThat(lines(tree)).containsExactly("f:a", "h:b=a");
      assertThat(hasContent(tree, "b", "content")).isTrue();
    }
  }

  @Nested
  class HardLinks {

    @Test
    void shareWithinALayerAndWithLowerOnes() throws Exception {
      FlatTree tree =
          flatten(layer("f:m=1", "h:a=./m"), layer("h:z=/a", "h:sub/y=m", "l:s=m", "h:t=s"));
      assertThat(lines(tree))
          .containsExactly("f:a", "h:m=a", "l:s=m", "?:sub", "h:sub/y=a", "h:t=s", "h:z=a");
      assertThat(hasContent(tree, "z", "1")).isTrue();
    }

    @Test
    void keepWhatTheyWereWhenTheTargetIsReplaced() throws Exception {
      FlatTree tree = flatten(layer("f:a=old", "h:b=a", "f:a=new"), layer("f:.wh.a="));
      assertThat(lines(tree)).containsExactly("f:b");
      assertThat(hasContent(tree, "b", "old")).isTrue();
    }

    @Test
    void followSymbolicLinksToTheirDirectoryOnly() throws Exception {
      assertThat(lines(flatten(layer("f:d/a=1", "l:l=/d", "h:b=l/a", "h:c=l"))))
          .containsExactly("f:b", "l:c=/d", "?:d", "h:d/a=b", "h:l=c");
    }

    @Test
    void withoutATargetNameBoth() {
      String[] base = layer("f:d/a=1", "f:a=1");
      for (String[] layer :
          new String[][] {
            layer("h:link=none"),
            layer("h:link=d"),
            layer("h:link=/"),
            layer("f:.wh.a=", "h:link=a"),
            layer("h:link=a", "f:.wh.a="),
            layer("h:link=link"),
            layer("h:d=d/a"),
            layer("h:link=d/a/x")
          }) {
        assertThatThrownBy(() -> flatten(base, layer))
            .isInstanceOf(CorruptDataException.class)
            .hasMessageContainingAll("target=", "entry=", "layer=2");
      }
      assertThatThrownBy(() -> flatten(base, layer("h:link=../a")))
          .isInstanceOf(UnsafePathException.class);
    }
  }

  @Nested
  class Replacing {

    @Test
    void aFileRemovesADirectoryWithAllBelow() throws Exception {
      assertThat(lines(flatten(layer("d:d/", "f:d/s/a=1"), layer("f:d=2")))).containsExactly("f:d");
    }

    @Test
    void aDirectoryReplacesAFileAndALink() throws Exception {
      assertThat(lines(flatten(layer("f:a=1", "d:t/", "f:t/x=", "l:b=t"), layer("d:a/", "d:b/"))))
          .containsExactly("d:a", "d:b", "d:t", "f:t/x");
    }

    @Test
    void directoriesMergeAndTakeTheNewAttributes() throws Exception {
      TreeBuilder builder = TreeBuilder.create(Limits.defaults());
      Layers.add(builder, "f:d/a=1");
      Layers.add(builder, "d:d/");
      FlatTree tree = builder.build();
      assertThat(lines(tree)).containsExactly("d:d", "f:d/a");
      assertThat(tree.entry(tree.find(bytes("d"))).mode()).isEqualTo(0644);
    }

    @Test
    void theLastOfOnePathCounts() throws Exception {
      FlatTree tree = flatten(layer("f:a=1", "f:./a=2", "d:b/", "f:b/x=", "l:b=a"));
      assertThat(lines(tree)).containsExactly("f:a", "l:b=a");
      assertThat(hasContent(tree, "a", "2")).isTrue();
    }
  }

  @Nested
  class Parents {

    @Test
    void areDirectoriesOfRootIfMissing() throws Exception {
      FlatTree tree = flatten(layer("f:a/b/c=1"));
      assertThat(lines(tree)).containsExactly("?:a", "?:a/b", "f:a/b/c");
      int node = tree.find(bytes("a/b"));
      assertThat(tree.entry(node).mode()).isEqualTo(0755);
      assertThat(tree.entry(node).uid()).isZero();
      assertThat(tree.entry(node).mtimeSeconds()).isZero();
      assertThat(tree.isImplied(0)).isTrue();
    }

    @Test
    void thatAreLinksAreFollowedWithinTheRoot() throws Exception {
      assertThat(lines(flatten(layer("d:usr/lib/", "l:lib=usr/lib"), layer("f:lib/a="))))
          .containsExactly("l:lib=usr/lib", "?:usr", "d:usr/lib", "f:usr/lib/a");
      assertThat(lines(flatten(layer("d:d/", "l:d/up=../../../etc", "f:d/up/x="))))
          .containsExactly("d:d", "l:d/up=../../../etc", "?:etc", "f:etc/x");
      assertThat(lines(flatten(layer("l:a=/b/", "l:b=c/./d", "f:a/x="))))
          .containsExactly("l:a=/b/", "l:b=c/./d", "?:c", "?:c/d", "f:c/d/x");
    }

    @Test
    void thatAreLinksAreFollowedForWhiteouts() throws Exception {
      assertThat(lines(flatten(layer("f:d/a=", "f:d/b=", "l:l=d"), layer("f:l/.wh.a="))))
          .containsExactly("?:d", "f:d/b", "l:l=d");
      assertThat(lines(flatten(layer("f:d/a=", "l:l=d"), layer("f:l/.wh..wh..opq="))))
          .containsExactly("?:d", "l:l=d");
    }

    @Test
    void inALoopAreRefused() {
      assertThatThrownBy(() -> flatten(layer("l:a=b", "l:b=a", "f:a/x=")))
          .isInstanceOf(UnsafePathException.class);
    }

    @Test
    void ofAnotherTypeBecomeDirectories() throws Exception {
      assertThat(lines(flatten(layer("f:a=1", "h:b=a"), layer("f:a/x/y="))))
          .containsExactly("?:a", "?:a/x", "f:a/x/y", "f:b");
    }
  }

  @Test
  void deviceTypesAreKeptAndOthersRefused() throws Exception {
    assertThat(lines(flatten(layer("p:a", "3:b", "4:c", "7:d", "g:e"))))
        .containsExactly("6:a", "3:b", "4:c", "f:d");
    assertThatThrownBy(() -> flatten(layer("V:label")))
        .isInstanceOf(UnsupportedFormatException.class);
  }

  @Test
  void locationsComeBack() throws Exception {
    FlatTree tree = flatten(layer("f:a=1", "h:b=a"));
    assertThat(tree.location(tree.find(bytes("b")))).isEqualTo(512);
  }

  @Test
  void limitsHold() {
    TreeBuilder builder = TreeBuilder.create(new Limits(1024, 1024, 10, 1024, 1024, 20));
    assertThatThrownBy(() -> Layers.add(builder, "f:" + "a/".repeat(40) + "b="))
        .isInstanceOf(LimitExceededException.class);
  }
}
