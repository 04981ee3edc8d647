package dev.weir.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir audit}. */
@Command(
    name = "audit",
    description = "Read what was done and what was refused.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = AuditListCommand.class,
    footer = {"", "  ./weir audit ls --user alice"})
final class AuditCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "What of the audit log? ls lists it.");
  }
}
