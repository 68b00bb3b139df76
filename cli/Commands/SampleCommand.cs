using System.CommandLine;
using System.Text.Json;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Options;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Shows some of the records that an action would act on.</summary>
internal static class SampleCommand
{
    public static Command Create(CommandRunner runner)
    {
        CallOptions call = new();
        Option<int> size = new("--size") { Description = "How many, 1 to 1000.", DefaultValueFactory = _ => 10 };
        Option<string[]> show = new("--show") { Description = "An attribute to show. Without it only ids are shown.", HelpName = "name" };
        Command command = new("sample", "Show some of the records that an action would act on. Nothing is changed.") { size, show };
        call.AddTo(command);
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            if (given.GetValue(size) is not (>= 1 and <= 1_000))
                throw CliException.Usage("--size is a number from 1 to 1000.");
            BulkCall sampled = await call.CallToCountAsync(session, given, cancellationToken).ConfigureAwait(false);
            string[] names = [.. (given.GetValue(show) ?? []).Select(name => Attribute(session, sampled, name))];
            IReadOnlyList<SampledRecord> records =
                await session.Batches.SampleAsync(sampled, given.GetValue(size), cancellationToken).ConfigureAwait(false);
            foreach (SampledRecord record in records)
            {
                (string Name, string Text)[] shown =
                    [.. names.Select(name => (name, record.Attributes.TryGetValue(name, out JsonElement value) ? value.ToString() : ""))];
                session.Report.Data(
                    "record",
                    writer =>
                    {
                        writer.WriteNumber("id", record.Id);
                        foreach ((string name, string text) in shown)
                            writer.WriteString(name, text);
                    },
                    FormattableString.Invariant($"{record.Id}")
                        + string.Concat(shown.Select(each => $"  {each.Name}: {VisibleText.Line(each.Text)}")));
            }

            int exitCode = records.Count == 0 ? ExitCode.NothingMatched : ExitCode.Done;
            session.Report.Result(exitCode, records.Count switch
            {
                0 => "No record matches.",
                1 => "1 record.",
                _ => FormattableString.Invariant($"{records.Count} records, in the server's own order."),
            });
            return exitCode;
        });
        return command;
    }

    // One that no record has would look like one that is empty.
    private static string Attribute(CliSession session, BulkCall call, string name)
    {
        ActionInfo? action = session.Catalog.Actions.FirstOrDefault(each => each.Name == call.Action.Name);
        return session.Catalog.FieldsOf(action?.Resource) is { } fields
            ? Names.Find(
                fields.Fields, name, $"field of {fields.Resource} named", $"outreach-bulk actions {fields.Resource} lists them.").Name
            : name;
    }
}
