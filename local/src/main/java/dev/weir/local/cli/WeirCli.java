package dev.weir.local.cli;

import dev.weir.contracts.error.WeirException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The {@code weir} command. Exit codes: 0 done, 1 the command failed, 2 it was not understood. */
@Command(
    name = "weir",
    usageHelpWidth = 110,
    description = {"An analytics stack from custom resources, on a laptop or in Kubernetes.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      ApplyCommand.class,
      GetCommand.class,
      DeleteCommand.class,
      SqlCommand.class,
      LoadCommand.class,
      TokenCommand.class,
      AuditCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Start here:",
      "  ./weir up -f examples/flights     a warehouse with three million flights and a dashboard",
      "  ./weir sql \"SELECT origin, count(*) FROM flights GROUP BY 1 ORDER BY 2 DESC LIMIT 5\"",
      "",
      "Also: ./weir test (all tests), ./weir bench (figures against peers), ./weir cluster (a Kubernetes here), ./weir images.",
      "Completion for bash and zsh: source <(./weir generate-completion)"
    })
public final class WeirCli {
  private WeirCli() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command; standard output and error are the process's. */
  public static int execute(String... args) {
    CommandLine line = new CommandLine(new WeirCli());
    line.setExecutionExceptionHandler((failure, command, result) -> report(failure));
    line.setParameterExceptionHandler(WeirCli::explainUsage);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    offerHelp(line);
    if (args.length == 0) {
      line.usage(System.out);
      return 0;
    }
    return line.execute(args);
  }

  /**
   * {@code --help} after every command, also one of a command: {@code help} knows only the first.
   */
  private static void offerHelp(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    if (command.findOption("--help") == null) {
      command.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Tell how this is used.")
              .build());
    }
    line.getSubcommands().values().stream()
        .filter(each -> !(each.getCommand() instanceof HelpCommand))
        .forEach(WeirCli::offerHelp);
  }

  private static int report(Exception failure) {
    if (failure instanceof WeirException known) {
      Terminal.printFailure(known);
    } else {
      System.err.println("INTERNAL: " + failure);
      failure.printStackTrace(System.err);
    }
    return 1;
  }

  private static int explainUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    System.err.println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    System.err.println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
    return 2;
  }
}
