using Outreach.Bulk.Generator.Usage;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 2 in users' code: a lost answer is no reason to send again.</summary>
public class StartedAgainTests
{
    private const string Start = "outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })";
    private const string Other = "outreach.Prospects.FinishAllAsync(new() { Filter = new() { Id = 5 } })";
    private const string Call = "outreach.Batches.StartAsync(BulkCall.FromJson(text))";

    private const string Members =
        """
        private Task<BatchOperation> SendAsync() => outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } });

        private Task<int> WriteAsync() => Task.FromResult(5);

        private static bool IsTransient(Exception e) => e is OutreachConnectionException;
        """;

    [Theory]
    [InlineData("BatchOutcomeUnknownException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("OutcomeUnknownException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("OutcomeUnknownException lost", Start, $"Use(lost); Use(await {{|OB318:{Start}|}});")]
    [InlineData("BatchOutcomeUnknownException", Start, $"if (text is null) await {{|OB318:{Start}|}};")]
    [InlineData("BatchOutcomeUnknownException", Call, $"await {{|OB318:{Call}|}};")]
    [InlineData("BatchOutcomeUnknownException", Start, $"await {{|OB318:{Call}|}};")]
    [InlineData("BatchOutcomeUnknownException", Call, $"await {{|OB318:{Start}|}};")]
    [InlineData("BatchOutcomeUnknownException", "SendAsync()", "await {|OB318:SendAsync()|};")]
    [InlineData("BatchOutcomeUnknownException", "SendAsync()", $"await {{|OB318:{Start}|}};")]
    [InlineData("BatchOutcomeUnknownException", "WriteAsync()", $"await {{|OB318:{Start}|}};")]
    [InlineData("BatchOutcomeUnknownException", Start, "await {|OB318:RunAsync(given, text, selection)|};")]
    [InlineData(
        "ImportOutcomeUnknownException",
        "outreach.Accounts.ImportAsync(CsvFile.At(text), new AccountMapping())",
        "await {|OB318:outreach.Accounts.ImportAsync(CsvFile.At(text), new AccountMapping())|};")]
    [InlineData("Exception", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("OutreachBulkException", "SendAsync()", "await {|OB318:SendAsync()|};")]
    [InlineData("Exception e) when (e is BatchOutcomeUnknownException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is BatchOutcomeUnknownException", "WriteAsync()", $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is OutcomeUnknownException or OutreachConnectionException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is OutreachApiException || e is OutcomeUnknownException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is BatchOutcomeUnknownException && text != null", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is BatchOutcomeUnknownException { Message: \"x\" }", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (e is not OperationCanceledException", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e) when (!(e is OperationCanceledException)", Start, $"await {{|OB318:{Start}|}};")]
    [InlineData("Exception e", Start, $"if (e is OutcomeUnknownException) await {{|OB318:{Start}|}};")]
    [InlineData("Exception e", Start, $"if (e is not OutcomeUnknownException) throw; await {{|OB318:{Start}|}};")]
    [InlineData("Exception e", Start, $"if (e is OutreachConnectionException) throw; else await {{|OB318:{Start}|}};")]
    [InlineData("Exception e", Start, $"Use(e is BatchOutcomeUnknownException ? await {{|OB318:{Start}|}} : text);")]
    [InlineData("Exception e", Start, $"switch (e) {{ case BatchOutcomeUnknownException: await {{|OB318:{Start}|}}; break; }}")]
    [InlineData("Exception e", Start, $"switch (e) {{ case OutreachApiException: throw; default: await {{|OB318:{Start}|}}; break; }}")]
    [InlineData("Exception e", Start, $"Use(e switch {{ OutcomeUnknownException => await {{|OB318:{Start}|}}, _ => text }});")]
    [InlineData("Exception e", Start, $"Use(e switch {{ OutreachApiException => text, _ => await {{|OB318:{Start}|}} }});")]
    public Task A_handler_that_sends_again_is_a_warning(string caught, string tried, string handler) =>
        UserCode.Reports<StartedAgainAnalyzer>(
            $$"""
            try
            {
                await {{tried}};
            }
            catch ({{caught}})
            {
                {{handler}}
            }
            """,
            Members);

    [Theory]
    [InlineData("BatchOutcomeUnknownException lost", Start, $"if ((await lost.FindAsync()).IsNotSeen) await {Start};")]
    [InlineData("BatchOutcomeUnknownException", Start, $"await {Other};")]
    [InlineData("BatchOutcomeUnknownException", Start, "Use(text); throw;")]
    [InlineData("BatchOutcomeUnknownException", Start, "await WriteAsync();")]
    [InlineData("BatchOutcomeUnknownException lost", Start, "await outreach.Batches.Attach(5).WaitForCompletionAsync();")]
    [InlineData("OutreachConnectionException", Start, $"await {Start};")]
    [InlineData("OutreachApiException", Start, $"await {Start};")]
    [InlineData("BatchFailedException", Start, $"await {Start};")]
    [InlineData("Exception e) when (e is not OutcomeUnknownException", Start, $"await {Start};")]
    [InlineData("Exception e", Start, $"if (e is OutreachConnectionException) await {Start};")]
    [InlineData("Exception e) when (e is OutreachConnectionException or TimeoutException", Start, $"await {Start};")]
    [InlineData("Exception e) when (!(e is OutcomeUnknownException) && text != null", Start, $"await {Start};")]
    [InlineData("Exception e) when (e is not BatchOutcomeUnknownException", Start, $"await {Start};")]
    [InlineData("Exception e) when (e is { InnerException: TimeoutException }", Start, $"await {Start};")]
    [InlineData("Exception e) when (e is not { InnerException: TimeoutException }", Start, $"await {Start};")]
    [InlineData("Exception e) when (e.InnerException is TimeoutException", Start, $"await {Start};")]
    [InlineData("Exception e) when ((e as OutreachConnectionException) is { }", Start, $"await {Start};")]
    [InlineData("Exception e) when (IsTransient(e)", Start, $"await {Start};")]
    [InlineData("Exception e", Start, $"if (e is OutcomeUnknownException) throw; await {Start};")]
    [InlineData("Exception e", Start, $"if (e is OutcomeUnknownException) Use(e); else await {Start};")]
    [InlineData("Exception e", Start, $"if (IsTransient(e)) await {Start};")]
    [InlineData("Exception e", Start, $"if (!IsTransient(e)) throw; await {Start};")]
    [InlineData("Exception e", Start, $"bool isSafe = e is OutreachConnectionException; if (isSafe) await {Start};")]
    [InlineData("Exception e", Start, $"switch (e) {{ case OutcomeUnknownException: throw; default: await {Start}; break; }}")]
    [InlineData("Exception e", Start, $"switch (e) {{ case OutreachConnectionException: await {Start}; break; }}")]
    [InlineData("Exception e", Start, $"Use(e switch {{ OutcomeUnknownException => text, _ => await {Start} }});")]
    [InlineData(
        "Exception e", Start, $"bool isSafe = e switch {{ OutcomeUnknownException => false, _ => true }}; if (isSafe) await {Start};")]
    [InlineData("Exception", "WriteAsync()", $"await {Start};")]
    [InlineData("Exception", "WriteAsync()", "await WriteAsync();")]
    public Task A_handler_that_looks_or_does_something_else_is_none(string caught, string tried, string handler) =>
        UserCode.Reports<StartedAgainAnalyzer>(
            $$"""
            try
            {
                await {{tried}};
            }
            catch ({{caught}})
            {
                {{handler}}
            }
            """,
            Members);

    [Theory]
    [InlineData("OutcomeUnknownException")]
    [InlineData("Exception e) when (e is OutcomeUnknownException")]
    [InlineData("OutreachBulkException e) when (e is not OutreachConnectionException")]
    [InlineData("Exception e) when (e is ConfirmationRequiredException or BatchOutcomeUnknownException")]
    public Task A_handler_of_all_exceptions_after_one_of_unknown_outcomes_is_none(string caught) => UserCode.Reports<StartedAgainAnalyzer>(
        $$"""
        try
        {
            await {{Start}};
        }
        catch ({{caught}})
        {
            throw;
        }
        catch (Exception)
        {
            await {{Start}};
        }
        """);

    [Theory]
    [InlineData("while (true)", "await §; break;", "BatchOutcomeUnknownException", "await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "BatchOutcomeUnknownException", "continue;")]
    [InlineData("for (int attempt = 0; attempt < 3; attempt++)", "await §; break;", "OutcomeUnknownException", "")]
    [InlineData("for (int attempt = 0; attempt < 3; attempt++)", "await §; return;", "Exception", "if (attempt == 2) throw;")]
    [InlineData("for (int attempt = 0; ; attempt++)", "await §; return;", "OutreachBulkException) when (attempt < 3", "")]
    [InlineData("bool done = false; while (!done)", "await §; done = true;", "OutcomeUnknownException", "")]
    [InlineData("while (true)", "await §; return;", "Exception e) when (e is OutcomeUnknownException", "await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "Exception e", "if (e is not OutcomeUnknownException) throw; await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "Exception e", "switch (e) { case OutcomeUnknownException: break; default: throw; }")]
    [InlineData("foreach (int delay in new[] { 1, 2 })", "await §; break;", "OutcomeUnknownException", "await Task.Delay(delay);")]
    public Task A_loop_that_tries_again_is_a_warning(string loop, string tried, string caught, string handler) =>
        UserCode.Reports<StartedAgainAnalyzer>(
            $$"""
            {{loop}}
            {
                try
                {
                    {{tried.Replace("§", Start, StringComparison.Ordinal)}}
                }
                {|OB318:catch|} ({{caught}})
                {
                    {{handler}}
                }
            }
            """);

    [Theory]
    [InlineData("while (true)", "await §; break;", "BatchOutcomeUnknownException", "throw;")]
    [InlineData("while (true)", "await §; break;", "BatchOutcomeUnknownException", "break;")]
    [InlineData("while (true)", "await §; return;", "BatchOutcomeUnknownException lost", "Use(await lost.FindAsync());")]
    [InlineData("while (true)", "await §; return;", "OutreachConnectionException", "await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "Exception e) when (e is OutreachConnectionException", "await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "Exception e", "if (e is OutcomeUnknownException) throw; await Task.Delay(5);")]
    [InlineData("while (true)", "await §; return;", "Exception e", "if (e is OutreachConnectionException) continue; throw;")]
    [InlineData("while (true)", "await §; return;", "Exception e", "switch (e) { case OutcomeUnknownException: throw; default: break; }")]
    [InlineData("while (true)", "await §;", "Exception e", "Use(e); await Task.Delay(5);")]
    [InlineData("foreach (long id in given)", "await §;", "OutcomeUnknownException", "Use(text);")]
    [InlineData("foreach (long id in given)", "await #; return;", "OutcomeUnknownException", "Use(text);")]
    [InlineData("for (int i = 0; i < given.Length; i++)", "long id = given[i]; await #; return;", "OutcomeUnknownException", "")]
    [InlineData("while (true)", "await Task.Delay(5); return;", "Exception", "")]
    public Task A_loop_over_records_or_one_that_gives_up_is_none(string loop, string tried, string caught, string handler) =>
        UserCode.Reports<StartedAgainAnalyzer>(
            $$"""
            {{loop}}
            {
                try
                {
                    {{tried.Replace("§", Start, StringComparison.Ordinal)
                        .Replace("#", Start.Replace("5", "id", StringComparison.Ordinal), StringComparison.Ordinal)}}
                }
                catch ({{caught}})
                {
                    {{handler}}
                }
            }
            """);
}
