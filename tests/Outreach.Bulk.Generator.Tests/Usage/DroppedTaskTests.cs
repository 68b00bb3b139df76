using Outreach.Bulk.Generator.Usage;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What becomes of the task of a call is followed wherever the call is written.</summary>
public class DroppedTaskTests
{
    private const string Start = "outreach.Prospects.PauseAllAsync(new() { Filter = new() { Id = 5 } })";

    [Theory]
    [InlineData("public void A() => {|OB306:§|};")]
    [InlineData("public void A() => {|OB306:(§).ConfigureAwait(false)|};")]
    [InlineData("public async Task A() => {|OB307:await §|};")]
    [InlineData("public async ValueTask A() => {|OB307:await §.ConfigureAwait(false)|};")]
    [InlineData("public Job(OutreachClient outreach, int number) : this(outreach) => {|OB306:§|};")]
    [InlineData("public int Number { get => 5; set => {|OB306:§|}; }")]
    [InlineData("public event EventHandler Changed { add => {|OB306:§|}; remove { } }")]
    [InlineData("public void A() { B(); void B() => {|OB306:§|}; }")]
    public Task An_arrow_drops_as_braces_do(string member) =>
        UserCode.MembersReport<DroppedTaskAnalyzer>(member.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("public Task<BatchOperation> A() => §;")]
    [InlineData("public Task A() => §;")]
    [InlineData("public async Task<BatchOperation> A() => await §;")]
    [InlineData("public async Task<long> A() => (await §).Id;")]
    [InlineData("public BatchOperation A() => §.GetAwaiter().GetResult();")]
    [InlineData("public long A() => §.Result.Id;")]
    [InlineData("private Task<BatchOperation> _started; public void A() => _started = §;")]
    [InlineData("private BatchOperation _operation; public async Task A() => _operation = await §;")]
    [InlineData("public Task Started { get; private set; } public void A() => Started = §;")]
    [InlineData("public async Task A() => _ = await §;")]
    public Task An_arrow_that_returns_or_keeps_drops_nothing(string member) => UserCode.MembersReport<DroppedTaskAnalyzer>(
        $"#nullable disable\n{member.Replace("§", Start, StringComparison.Ordinal)}");

    [Theory]
    [InlineData("new List<long>(given).ForEach(id => {|OB306:§|});")]
    [InlineData("Action now = () => {|OB306:§|};")]
    [InlineData("Action now = () => { {|OB306:§|}; };")]
    [InlineData("Func<Task> later = async () => {|OB307:await §|};")]
    [InlineData("Action later = async () => {|OB307:await §|};")]
    [InlineData("Parallel.ForEach(given, id => {|OB306:§|});")]
    [InlineData("Use(new Timer(_ => {|OB306:§|}));")]
    [InlineData("Use(new Timer(async _ => {|OB307:await §|}));")]
    [InlineData("System.Timers.Timer timer = new(5); timer.Elapsed += (_, _) => {|OB306:§|};")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (sender, e) => {|OB306:§|};")]
    [InlineData("using CancellationTokenSource source = new(); source.Token.Register(() => {|OB306:§|});")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => {|OB306:§|});")]
    [InlineData("Task.Run(() => {|OB306:§|});")]
    [InlineData("await Task.Run(() => {|OB307:§|});")]
    [InlineData("await Task.Run(async () => {|OB307:await §|});")]
    [InlineData("await Task.Run(() => { return {|OB307:§|}; });")]
    [InlineData("await Task.Factory.StartNew(() => {|OB306:§|});")]
    [InlineData("await Task.Factory.StartNew(() => {|OB307:§|}).Unwrap();")]
    [InlineData("await Task.Delay(5).ContinueWith(_ => {|OB306:§|});")]
    [InlineData("_ = Task.Run(() => {|OB314:§|});")]
    public Task A_lambda_drops_as_a_method_does(string statement) =>
        UserCode.Reports<DroppedTaskAnalyzer>(statement.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("Func<Task> later = () => §;")]
    [InlineData("Func<Task<BatchOperation>> later = async () => await §;")]
    [InlineData("BatchOperation started = await Task.Run(() => §);")]
    [InlineData("BatchOperation started = await await Task.Factory.StartNew(() => §);")]
    [InlineData("BatchOperation[] started = await Task.WhenAll(given.Select(id => §));")]
    [InlineData("Task<BatchOperation>[] starting = given.Select(id => §).ToArray(); await Task.WhenAll(starting);")]
    [InlineData("List<Task> starting = []; starting.Add(§); await Task.WhenAll(starting);")]
    [InlineData("await Parallel.ForEachAsync(given, async (id, _) => Use(await §));")]
    [InlineData("Use(new Lazy<Task<BatchOperation>>(() => §));")]
    [InlineData("System.Linq.Expressions.Expression<Action> described = () => §;")]
    [InlineData("Moq.Mock.Verify(() => §);")]
    [InlineData("await Throws<ArgumentException>(() => §); static Task Throws<T>(Func<Task> action) => action();")]
    public Task A_lambda_whose_task_somebody_gets_drops_nothing(string statement) => UserCode.Reports<DroppedTaskAnalyzer>(
        statement.Replace("§", Start, StringComparison.Ordinal),
        """
        }

        namespace Moq
        {
            public static class Mock
            {
                public static void Verify(Action call) => call();
            }
        """);

    [Theory]
    [InlineData("{|OB306:§|}.ContinueWith(_ => Use(text));")]
    [InlineData("Task after = {|OB306:§|}.ContinueWith(task => Use(text)); await after;")]
    [InlineData("Task.WhenAll({|OB306:§|}, {|OB306:§|});")]
    [InlineData("await Task.WhenAll({|OB307:§|}, {|OB307:§|});")]
    [InlineData("await Task.WhenAll(given.Select(id => {|OB307:§|}));")]
    [InlineData("Task.WaitAll({|OB307:§|});")]
    [InlineData("{|OB307:§.Wait()|};")]
    [InlineData("{|OB307:§.Wait(5000)|};")]
    [InlineData("{|OB307:§.GetAwaiter().GetResult()|};")]
    [InlineData("{|OB307:§.ConfigureAwait(false).GetAwaiter().GetResult()|};")]
    [InlineData("{|OB307:await §.WaitAsync(TimeSpan.FromSeconds(5))|};")]
    [InlineData("{|OB306:§.WaitAsync(TimeSpan.FromSeconds(5))|};")]
    [InlineData("{|OB306:§.GetAwaiter()|};")]
    [InlineData("await (text is null ? {|OB307:§|} : {|OB307:§|});")]
    [InlineData("_ = {|OB314:§|};")]
    [InlineData("_ = {|OB314:§.ConfigureAwait(false)|};")]
    [InlineData("Action now = () => _ = {|OB314:§|};")]
    public Task A_task_that_goes_through_others_is_followed(string statement) =>
        UserCode.Reports<DroppedTaskAnalyzer>(statement.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("await §.ContinueWith(task => Use(task.Result));")]
    [InlineData("Task failed = §.ContinueWith(_ => Use(text), TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("BatchOperation operation = §.Result;")]
    [InlineData("Use(§.GetAwaiter().GetResult());")]
    [InlineData("BatchOperation operation = §.ConfigureAwait(false).GetAwaiter().GetResult();")]
    [InlineData("_ = §.Result;")]
    [InlineData("_ = await §;")]
    [InlineData("Task first = await Task.WhenAny(§, Task.Delay(5));")]
    [InlineData("Use(await §);")]
    [InlineData("await foreach (Batch batch in (await §).WatchAsync()) Use(batch);")]
    [InlineData("BatchOperation operation = await (text is null ? § : §); Use(operation);")]
    public Task A_task_that_ends_with_somebody_is_not_reported(string statement) =>
        UserCode.Reports<DroppedTaskAnalyzer>(statement.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("Task<BatchOperation> starting = {|OB306:§|};")]
    [InlineData("Task starting = {|OB306:§|};")]
    [InlineData("var starting = {|OB306:§.ConfigureAwait(false)|};")]
    [InlineData("Task starting; starting = {|OB306:§|};")]
    [InlineData("Task starting = Task.CompletedTask; if (text is null) starting = {|OB306:§|};")]
    [InlineData("Task[] starting = [{|OB306:§|}, {|OB306:§|}];")]
    [InlineData("Task[] starting = new[] { {|OB306:§|} };")]
    [InlineData("List<Task> starting = []; foreach (long id in given) starting.Add({|OB306:§|});")]
    [InlineData("Task<BatchOperation>[] starting = given.Select(id => {|OB306:§|}).ToArray();")]
    [InlineData("object? starting = {|OB306:§|};")]
    [InlineData("IAsyncResult starting = {|OB306:§|};")]
    [InlineData("object? starting = text switch { \"a\" => {|OB306:§|}, _ => null };")]
    [InlineData("object starting = text switch { \"a\" => {|OB306:§|}, _ => 5 };")]
    [InlineData("Task? starting = text switch { \"a\" => {|OB306:§|}, _ => null };")]
    [InlineData("object? starting = text is null ? null : {|OB306:§|};")]
    [InlineData("object[] starting = [{|OB306:§|}, text];")]
    [InlineData("List<object> starting = []; starting.Add({|OB306:§|});")]
    [InlineData("_ = text switch { \"a\" => {|OB314:§|}, _ => null };")]
    [InlineData("await (text switch { \"a\" => {|OB307:§|}, _ => {|OB307:§|} });")]
    public Task A_task_that_is_kept_and_awaited_by_nobody_is_a_warning(string statements) =>
        UserCode.Reports<DroppedTaskAnalyzer>(statements.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("Task<BatchOperation> starting = §; await starting;")]
    [InlineData("Task<BatchOperation> starting = §; Use(starting);")]
    [InlineData("Task<BatchOperation> starting = §; Func<Task> end = () => starting;")]
    [InlineData("Task<BatchOperation> starting = §; while (!starting.IsCompleted) await Task.Delay(5);")]
    [InlineData("List<Task> starting = [§]; Use(starting.Count);")]
    [InlineData("object? starting = text switch { \"a\" => §, _ => null }; Use(starting!);")]
    [InlineData("object? started = await §;")]
    [InlineData("object? started = text switch { \"a\" => await §, _ => null };")]
    [InlineData("object? id = text is null ? null : (await §).Id;")]
    [InlineData("object? started = §.Result;")]
    [InlineData("Task starting = text switch { \"a\" => §, _ => Task.CompletedTask }; await starting;")]
    [InlineData("Task starting = text is null ? § : Task.CompletedTask; await starting;")]
    [InlineData("BatchOperation operation = await §;")]
    [InlineData("Dictionary<long, Task> starting = new() { [5] = § }; Use(starting);")]
    public Task A_task_that_is_kept_for_something_is_not_reported(string statements) =>
        UserCode.Reports<DroppedTaskAnalyzer>(statements.Replace("§", Start, StringComparison.Ordinal));

    [Theory]
    [InlineData("public async Task A(BatchOperation batch) => {|OB308:await batch.WaitForCompletionAsync()|};")]
    [InlineData("public async Task A(ImportOperation import) => {|OB308:await import.WaitForCompletionAsync()|};")]
    [InlineData("public void A(BatchOperation batch) => {|OB308:batch.WaitForCompletionAsync().GetAwaiter().GetResult()|};")]
    [InlineData("public void A(BatchOperation batch) => {|OB308:batch.WaitForCompletionAsync().Wait()|};")]
    [InlineData("public void A(BatchOperation batch) { {|OB308:batch.WaitForCompletionAsync().Wait(5000)|}; }")]
    [InlineData("public void A(BatchOperation batch) { Task.WaitAll({|OB308:batch.WaitForCompletionAsync()|}); }")]
    [InlineData("public async Task A(BatchOperation batch) { await Task.WhenAll({|OB308:batch.WaitForCompletionAsync()|}); }")]
    [InlineData("public async Task A(BatchOperation batch) { await Task.Run(() => {|OB308:batch.WaitForCompletionAsync()|}); }")]
    [InlineData(
        "public async Task A(BatchOperation batch) { {|OB308:await batch.WaitForCompletionAsync().WaitAsync(TimeSpan.FromDays(1))|}; }")]
    [InlineData("public async Task A(BatchOperation[] all) { foreach (BatchOperation each in all) {|OB308:await each.WaitForCompletionAsync()|}; }")]
    public Task An_outcome_is_dropped_behind_an_arrow_and_a_blocking_wait_too(string member) =>
        UserCode.MembersReport<DroppedTaskAnalyzer>(member);

    [Theory]
    [InlineData("public void A(BatchOperation batch) => batch.WaitForCompletionAsync().Result.EnsureAllSucceeded();")]
    [InlineData("public BatchResult A(BatchOperation batch) => batch.WaitForCompletionAsync().GetAwaiter().GetResult();")]
    [InlineData("public Task<BatchResult> A(BatchOperation batch) => batch.WaitForCompletionAsync();")]
    [InlineData("public Task A(BatchOperation batch) => batch.WaitForCompletionAsync();")]
    [InlineData("public void A(BatchOperation batch) { batch.WaitForCompletionAsync().Wait(); Use(batch.Latest!); }")]
    [InlineData("public async Task A(BatchOperation[] all) { Use(await Task.WhenAll(all.Select(each => each.WaitForCompletionAsync()))); }")]
    public Task An_outcome_that_somebody_gets_is_not_reported(string member) => UserCode.MembersReport<DroppedTaskAnalyzer>(member);

    [Theory]
    [InlineData("{|OB313:batch.WaitForCompletionAsync()|};")]
    [InlineData("{|OB313:import.WaitForCompletionAsync()|};")]
    [InlineData("{|OB313:batch.ConfirmAsync()|};")]
    [InlineData("{|OB313:batch.CancelAsync().ConfigureAwait(false)|};")]
    [InlineData("{|OB313:batch.RefreshAsync()|};")]
    [InlineData("{|OB313:outreach.Accounts.CountAsync(selection)|};")]
    [InlineData("{|OB313:outreach.Imports.CreateUploadLinkAsync()|};")]
    [InlineData("{|OB313:outreach.Connection.RecoverAsync()|};")]
    [InlineData("Action cancel = () => {|OB313:batch.CancelAsync()|};")]
    [InlineData("Task<BatchResult> waiting = {|OB313:batch.WaitForCompletionAsync()|};")]
    [InlineData("await batch.ConfirmAsync();")]
    [InlineData("batch.ConfirmAsync().Wait();")]
    [InlineData("_ = batch.WaitForCompletionAsync();")]
    [InlineData("Func<Task> confirm = () => batch.ConfirmAsync();")]
    [InlineData("Task<BatchResult> waiting = batch.WaitForCompletionAsync(); await batch.CancelAsync(); Use(await waiting);")]
    [InlineData("batch.Received().ConfirmAsync();")]
    [InlineData("outreach.Batches.Attach(5);")]
    public Task A_task_of_another_call_that_nobody_awaits_is_a_warning(string statement) =>
        UserCode.Reports<DroppedTaskAnalyzer>(
            $"BatchOperation batch = outreach.Batches.Attach(5);\nImportOperation import = outreach.Imports.Attach(5);\n{statement}");
}
