package io.ringkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A balancer that has printed its banner, on free ports, with its replicas. */
final class RunningBalancer implements AutoCloseable {

  /**
   * What a user has who sets nothing, except that a busy machine is not taken for a dead replica.
   */
  private static final List<String> SETTINGS =
      List.of("listen=127.0.0.1:0", "admin=127.0.0.1:0", "health.timeout=10s");

  private static final Pattern REP =
      Pattern.compile(
          "\\{\"message\":\\{\"N\":(\\d+),\"replicas\":\\[(.*)]}," + "\"status\":\"successful\"}");

  private final Program program;
  private final String mark;
  private final InetSocketAddress address;
  private final InetSocketAddress admin;

  private RunningBalancer(Program program, String mark) {
    this.program = program;
    this.mark = mark;
    String banner = program.awaitOut("curl -X POST");
    this.address = address(banner, "public");
    this.admin = address(banner, "admin");
  }

  private static InetSocketAddress address(String banner, String label) {
    Matcher line = Pattern.compile(label + " +http://([0-9.]+):([0-9]+)").matcher(banner);
    assertThat(line.find()).as(banner).isTrue();
    return new InetSocketAddress(line.group(1), Integer.parseInt(line.group(2)));
  }

  /** With these settings, each {@code path=value}. */
  static RunningBalancer start(String... settings) {
    return start(Map.of(), List.of(), settings);
  }

  /** With these variables, further arguments and settings. */
  static RunningBalancer start(
      Map<String, String> environment, List<String> arguments, String... settings) {
    return start(mark -> Program.start(environment, command(mark, arguments, List.of(settings))));
  }

  /** With no more than so many open files, and these further options for the JVM. */
  static RunningBalancer start(int openFiles, String javaOptions, String... settings) {
    Map<String, String> environment = Map.of("RINGKEEPER_JAVA_OPTS", javaOptions);
    return start(
        mark -> Program.start(openFiles, environment, command(mark, List.of(), List.of(settings))));
  }

  private static List<String> command(String mark, List<String> arguments, List<String> settings) {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(arguments);
    List<String> all = new ArrayList<>(SETTINGS);
    all.add("process.env.MARK=" + mark);
    all.addAll(settings);
    all.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  private static RunningBalancer start(Function<String, Program> programs) {
    String mark = UUID.randomUUID().toString();
    Program program = programs.apply(mark);
    try {
      return new RunningBalancer(program, mark);
    } catch (RuntimeException | AssertionError e) {
      program.close();
      throw e;
    }
  }

  /**
   * Waits until a replica serves. Who starts replicas waits for them anyway; with {@code engine:
   * static} a busy machine may let the first probe be late.
   */
  RunningBalancer awaitServing() {
    await().atMost(Program.LIMIT).until(() -> Web.get(admin, "/readyz").statusCode() == 200);
    return this;
  }

  InetSocketAddress address() {
    return address;
  }

  InetSocketAddress admin() {
    return admin;
  }

  Program program() {
    return program;
  }

  long pid() {
    return program.handle().pid();
  }

  /** The names that {@code /rep} lists; its form is checked on the way. */
  List<String> listed() {
    return names(Web.get(address, "/rep").body());
  }

  static List<String> names(String listing) {
    Matcher form = REP.matcher(listing);
    assertThat(form.matches()).as(listing).isTrue();
    List<String> names = new ArrayList<>();
    Pattern.compile("\"([^\"]*)\"")
        .matcher(form.group(2))
        .results()
        .forEach(name -> names.add(name.group(1)));
    assertThat(names).hasSize(Integer.parseInt(form.group(1)));
    return names;
  }

  /** A replica as the kernel knows it. */
  record Replica(long pid, String name, String ordinal) {}

  /** The replica processes that live now, by ordinal. */
  List<Replica> replicas() {
    return program
        .handle()
        .children()
        .map(child -> {
          List<String> variables = Proc.environment(child.pid());
          return new Replica(
              child.pid(), value(variables, "SERVER_NAME"), value(variables, "SERVER_ID"));
        })
        .filter(replica -> !replica.name.isEmpty())
        .sorted(Comparator.comparing(Replica::ordinal))
        .toList();
  }

  private static String value(List<String> variables, String name) {
    return variables.stream()
        .filter(variable -> variable.startsWith(name + "="))
        .map(variable -> variable.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** Every process that was started for a replica of this balancer, whoever its parent is now. */
  Set<Long> everyChild() {
    return Proc.withVariable("MARK=" + mark);
  }

  void signal(String name) {
    Proc.signal(name, pid());
  }

  /** Ends it, in order if it can, and sees that nothing of it is left. */
  @Override
  public void close() {
    program.handle().destroy();
    try (program) {
      program.awaitEnd();
    }
    await().atMost(Program.LIMIT).until(() -> everyChild().isEmpty());
  }
}
