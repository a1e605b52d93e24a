package io.ringkeeper.repository;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the sources call things.
 *
 * @param declared the members of each type that is declared here, by its simple name
 * @param imported the simple names of types of others that are used here
 */
record Names(Map<String, Set<String>> declared, Set<String> imported) {

  static Names of(List<JavaSource> sources) {
    Names names = new Names(new TreeMap<>(), new HashSet<>());
    sources.forEach(source -> new Collector(names).scan(source.unit(), null));
    return names;
  }

  boolean hasType(String name) {
    return declared.containsKey(name) || imported.contains(name) || isOfTheLanguage(name);
  }

  /** Whether a type has such a member; of types of others, any. */
  boolean hasMember(String type, String member) {
    return declared.containsKey(type) ? declared.get(type).contains(member) : hasType(type);
  }

  private static boolean isOfTheLanguage(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  private static final class Collector extends TreeScanner<@Nullable Void, @Nullable String> {

    private final Names names;

    Collector(Names names) {
      this.names = names;
    }

    @Override
    public @Nullable Void visitImport(ImportTree node, @Nullable String type) {
      String name = node.getQualifiedIdentifier().toString();
      names.imported.add(name.substring(name.lastIndexOf('.') + 1));
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable String type) {
      String name = node.getSimpleName().toString();
      member(type, name);
      names.declared.computeIfAbsent(name, _ -> new HashSet<>());
      return super.visitClass(node, name);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, @Nullable String type) {
      member(type, node.getName().toString());
      return super.visitMethod(node, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree node, @Nullable String type) {
      member(type, node.getName().toString());
      return super.visitVariable(node, null);
    }

    private void member(@Nullable String type, String name) {
      if (type != null) {
        names.declared.computeIfAbsent(type, _ -> new HashSet<>()).add(name);
      }
    }
  }
}
