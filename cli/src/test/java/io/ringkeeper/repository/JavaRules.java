package io.ringkeeper.repository;

import static java.util.stream.Collectors.toSet;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/** What holds of every Java file; each rule yields its faults, as {@code path:line: sentence}. */
final class JavaRules {

  static final int MAX_METHOD_LINES = 69;

  private JavaRules() {}

  static Stream<String> longMethods(JavaSource source) {
    return scan(
        source,
        new Scanner(source) {
          @Override
          public @Nullable Void visitMethod(MethodTree method, Void unused) {
            long lines = lastLine(method) - firstLine(method) + 1;
            if (lines > MAX_METHOD_LINES) {
              fault(method, method.getName() + " has " + lines + " lines; take a part out");
            }
            return super.visitMethod(method, null);
          }
        });
  }

  static Stream<String> sleeps(JavaSource source) {
    return scan(
        source,
        new Scanner(source) {
          @Override
          public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            check(call, called(call));
            return super.visitMethodInvocation(call, null);
          }

          @Override
          public @Nullable Void visitMemberReference(MemberReferenceTree member, Void unused) {
            check(member, member.getName());
            return super.visitMemberReference(member, null);
          }

          private void check(Tree tree, @Nullable Name name) {
            if (name != null && name.contentEquals("sleep")) {
              fault(tree, "sleeps; wait for what is to happen instead");
            }
          }
        });
  }

  static Stream<String> wildcardImports(JavaSource source) {
    return source.unit().getImports().stream()
        .filter(it -> it.toString().strip().endsWith("*;"))
        .map(it -> source.file().path() + ": " + it.toString().strip() + " imports everything");
  }

  static Stream<String> undocumentedTypes(JavaSource source) {
    return scan(
        source,
        new Scanner(source) {
          @Override
          public @Nullable Void visitClass(ClassTree type, Void unused) {
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
            if (isPublic && source.trees().getDocComment(getCurrentPath()) == null) {
              fault(type, type.getSimpleName() + " is public and has no Javadoc");
            }
            return super.visitClass(type, null);
          }
        });
  }

  /** Every folder with sources has a {@code package-info.java} that says {@code @NullMarked}. */
  static Stream<String> unmarkedPackages(List<JavaSource> sources) {
    Set<String> marked =
        sources.stream()
            .filter(source -> source.file().name().equals("package-info.java"))
            .filter(
                source -> source.unit().getPackageAnnotations().toString().contains("NullMarked"))
            .map(source -> source.file().folder())
            .collect(toSet());
    return sources.stream()
        .map(source -> source.file().folder())
        .distinct()
        .filter(folder -> !marked.contains(folder))
        .map(folder -> folder + ": has no package-info.java with @NullMarked");
  }

  private static @Nullable Name called(MethodInvocationTree call) {
    return switch (call.getMethodSelect()) {
      case MemberSelectTree select -> select.getIdentifier();
      case IdentifierTree identifier -> identifier.getName();
      default -> null; // the trees are not sealed
    };
  }

  private static Stream<String> scan(JavaSource source, Scanner scanner) {
    scanner.scan(source.unit(), null);
    return scanner.faults.stream();
  }

  private abstract static class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

    final JavaSource source;
    final List<String> faults = new ArrayList<>();

    Scanner(JavaSource source) {
      this.source = source;
    }

    long firstLine(Tree tree) {
      return line(source.trees().getSourcePositions().getStartPosition(source.unit(), tree));
    }

    long lastLine(Tree tree) {
      return line(source.trees().getSourcePositions().getEndPosition(source.unit(), tree));
    }

    void fault(Tree tree, String sentence) {
      faults.add(source.file().path() + ":" + firstLine(tree) + ": " + sentence);
    }

    private long line(long position) {
      return source.unit().getLineMap().getLineNumber(position);
    }
  }
}
