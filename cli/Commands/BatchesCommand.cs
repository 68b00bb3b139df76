using System.CommandLine;
using System.Text.Json;
using Outreach.Bulk.Batches;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Watching;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Which batches exist, and what one of them was asked to do.</summary>
internal static class BatchesCommand
{
    // A list of ids may be as long as a request.
    private const int LongestRequest = 2_000;

    private static readonly OperationState[] s_states =
    [
        OperationState.Pending, OperationState.Confirming, OperationState.Progressing, OperationState.Finished, OperationState.Failed,
        OperationState.Canceled,
    ];

    public static Command Create(CommandRunner runner)
    {
        Option<string?> action = new("--action") { Description = "Only those of this action, by its name, or by the word the server has "
            + "for it.", HelpName = "name" };
        Option<string?> state = new("--state") { Description = "Only those in this state, such as confirming.", HelpName = "word" };
        Option<int> most = new("--limit") { Description = "How many to list at most.", DefaultValueFactory = _ => 50 };
        Command command = new("batches", "List batches, this tool's and any other's.") { action, state, most, Show(runner) };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string? word = given.GetValue(action);
            OperationState? wanted = given.GetValue(state) is { } name ? new OperationState(name) : null;

            // The API's word for an action is published of one only, so that its name is compared here.
            bool isName = session.Catalog.Actions.Any(each => each.Name == word);
            IAsyncEnumerable<Batch> batches = new BatchCollection(session.PlainConnection)
                .ListAsync(isName ? null : word, wanted, cancellationToken);
            int count = 0;
            await foreach (Batch batch in batches.ConfigureAwait(false))
            {
                if (isName && !BatchSearch.MayBe(word!, batch.Action))
                    continue;
                if (count == given.GetValue(most))
                    break;
                count++;
                session.Report.Data("batch", writer => BatchWatch.Write(writer, batch), BatchCommands.Words(batch));
            }

            string hint = count == 0 && wanted is { } unknown && !s_states.Contains(unknown)
                ? $" \"{unknown}\" is not among the states that are known: {string.Join(", ", s_states)}."
                : "";
            session.Report.Result(
                ExitCode.Done, (count == 1 ? "1 batch." : FormattableString.Invariant($"{count:N0} batches.")) + hint);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(CommandRunner runner)
    {
        Argument<long> id = BatchCommands.Id();
        Command command = new("show", "Show a batch, with the request that started it as Outreach returns it.") { id };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            Batch batch = await BatchCommands.Attach(session, given.GetValue(id)).RefreshAsync(cancellationToken).ConfigureAwait(false);
            session.Report.Data(
                "batch",
                writer =>
                {
                    BatchWatch.Write(writer, batch);
                    if (batch.CreatorId is { } creator)
                        writer.WriteNumber("creator", creator);
                    if (batch.Payload is { } payload)
                    {
                        writer.WritePropertyName("payload");
                        payload.WriteTo(writer);
                    }
                },
                $"{BatchCommands.Words(batch)}\n{Request(batch)}");
            session.Report.Result(ExitCode.Done, batch.State == OperationState.Confirming
                ? $"Batch {batch.Id} waits for its confirmation: outreach-bulk confirm {batch.Id}, or outreach-bulk cancel {batch.Id}."
                : $"Batch {batch.Id} is {batch.State}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Request(Batch batch)
    {
        string text = VisibleText.Line(batch.Payload is { ValueKind: not JsonValueKind.Null } payload ? payload.GetRawText() : "not shown by Outreach");
        return $"Request: {(text.Length <= LongestRequest ? text : text[..LongestRequest] + "… (--json has all of it)")}";
    }
}
