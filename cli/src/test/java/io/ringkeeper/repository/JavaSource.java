package io.ringkeeper.repository;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler reads it: parsed, nothing resolved.
 *
 * @param file the text
 * @param unit its tree
 * @param trees where the tree lies in the text
 */
record JavaSource(TextFile file, CompilationUnitTree unit, Trees trees) {

  /** Parses the Java files among these. */
  static List<JavaSource> parse(List<TextFile> files) {
    Map<URI, TextFile> byName =
        files.stream().filter(TextFile::isJava).collect(toMap(JavaSource::name, file -> file));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> sources = byName.values().stream().map(Source::new).toList();
    var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
    Trees trees = Trees.instance(task);
    List<JavaSource> parsed = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        TextFile file = requireNonNull(byName.get(unit.getSourceFile().toUri()));
        parsed.add(new JavaSource(file, unit, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  private static URI name(TextFile file) {
    return URI.create("text:///" + file.path());
  }

  private static final class Source extends SimpleJavaFileObject {

    private final TextFile file;

    Source(TextFile file) {
      super(name(file), Kind.SOURCE);
      this.file = file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text();
    }
  }
}
