package io.ringkeeper.analysis.chart;

/**
 * Every colour of a chart, on light and on dark paper. Servers have those of Okabe and Ito, which
 * people with any kind of colour vision can tell apart; a server's is the same everywhere.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">M. Okabe, K. Ito: Color Universal Design</a>
 */
public enum Ink {
  TEXT("#1b1f24", "#e9ecf0"),
  SOFT("#59636e", "#a3adb8"),
  GRID("#dde2e7", "#343b44"),
  FAINT("#f1f4f6", "#20262d"),
  PAPER("#ffffff", "#15191e"),
  SERVER_1("#0072b2", "#0072b2"),
  SERVER_2("#e69f00", "#e69f00"),
  SERVER_3("#009e73", "#009e73"),
  SERVER_4("#cc79a7", "#cc79a7"),
  SERVER_5("#56b4e9", "#56b4e9"),
  SERVER_6("#d55e00", "#d55e00"),
  /** What is no server: the one thing that a chart is about, and what it is compared with. */
  ACCENT("#6a3d9a", "#9b78d3"),
  MUTED("#9aa5b1", "#74808c"),
  /** Words on the colours of servers: the darkest wants white. */
  ON_DARK("#ffffff", "#ffffff"),
  ON_BRIGHT("#111418", "#111418");

  private static final Ink[] SERVERS = {SERVER_1, SERVER_2, SERVER_3, SERVER_4, SERVER_5, SERVER_6};

  private final String light;
  private final String dark;

  Ink(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour of the server with this ordinal; from the seventh on they repeat. 0 is nobody. */
  public static Ink ofServer(int ordinal) {
    return ordinal == 0 ? FAINT : SERVERS[Math.floorMod(ordinal - 1, SERVERS.length)];
  }

  /** What can be read on this colour. */
  public Ink words() {
    return this == SERVER_1 ? ON_DARK : ON_BRIGHT;
  }

  /** On light paper, {@code #rrggbb}. */
  public String light() {
    return light;
  }

  /** On dark paper. */
  public String dark() {
    return dark;
  }

  /** The name of the style sheet's variable that holds it. */
  public String variable() {
    return "--ink-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** What stands for it in a drawing until the paper is known. */
  String token() {
    return "@" + name() + "@";
  }

  /** The drawing as part of a page that sets the variables. */
  static String asVariables(String drawing) {
    String done = drawing;
    for (Ink ink : values()) {
      done = done.replace(ink.token(), "var(" + ink.variable() + ")");
    }
    return done;
  }

  /** The drawing by itself, on light paper. */
  static String asLight(String drawing) {
    String done = drawing;
    for (Ink ink : values()) {
      done = done.replace(ink.token(), ink.light);
    }
    return done;
  }
}
