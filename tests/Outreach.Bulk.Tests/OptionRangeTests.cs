using System.Threading.Channels;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Options have ends, and both are checked when a connection is made.</summary>
public class OptionRangeTests
{
    public static TheoryData<string, Action<OutreachBulkOptions>> OutOfRange => new()
    {
        { "RequestTimeout", options => options.RequestTimeout = TimeSpan.FromDays(50) },
        { "RequestTimeout", options => options.RequestTimeout = TimeSpan.MaxValue },
        { "RequestTimeout", options => options.RequestTimeout = TimeSpan.Zero },
        { "PollInterval", options => options.PollInterval = options.MaximumPollInterval = TimeSpan.FromDays(60) },
        { "MaximumPollInterval", options => options.MaximumPollInterval = TimeSpan.MaxValue },
        { "PollInterval", options => options.PollInterval = TimeSpan.Zero },
        { "MaximumPollInterval", options => options.MaximumPollInterval = options.PollInterval / 2 },
        { "PollGrowth", options => options.PollGrowth = 0.9 },
        { "PollGrowth", options => options.PollGrowth = double.NaN },
        { "PollJitter", options => options.PollJitter = 0.6 },
        { "ReservedRequestShare", options => options.ReservedRequestShare = -0.1 },
        { "ReservedRequestShare", options => options.ReservedRequestShare = double.NaN },
        { "PollingRequestShare", options => options.PollingRequestShare = 0 },
        { "MaximumPause", options => options.MaximumPause = TimeSpan.FromDays(50) },
        { "RecordsPerDay", options => options.RecordsPerDay = 0 },
        { "ReservedRecords", options => options.ReservedRecords = -1 },
        { "ReservedRecords", options => options.ReservedRecords = options.RecordsPerDay },
        { "BodyType", options => options.Protocol.BodyType = "\uD800" },
        { "BodyType", options => options.Protocol.BodyType = " " },
        { "ModifyBody", options => options.Protocol.ModifyBody = (ModifyBody)7 },
        { "ApplicationId", options => options.ApplicationId = "two, products" },
        { "ApplicationId", options => options.ApplicationId = "name\r\nX: 1" },
        { "ApplicationId", options => options.ApplicationId = " " },
        { "ApplicationId", options => options.ApplicationId = new('a', 201) },
        { "UploadMediaType", options => options.Protocol.UploadMediaType = " " },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_past_its_end_is_refused_when_the_connection_is_made(string name, Action<OutreachBulkOptions> configure)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new Accounts(new("http://localhost/"), configure: configure).Dispose());
        Assert.Contains(name, error.Message);
    }

    [Fact]
    public async Task The_longest_values_can_be_waited_for()
    {
        Queue<Reply> replies = new([Reply.Batch(7, "pending"), Reply.Batch(7, "finished", 1, 1)]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        Leap time = new();
        using Accounts accounts = new(server.BaseAddress, time, options =>
        {
            options.RequestTimeout = TimeSpan.FromDays(48);
            options.WaitDeadline = TimeSpan.MaxValue;
            options.PollInterval = options.MaximumPollInterval = TimeSpan.FromDays(49);
            options.PollJitter = 0;
        });
        Task<BatchResult> wait = accounts.Batches.Attach(7).WaitForCompletionAsync();
        await time.LeapAsync(TimeSpan.FromDays(49));
        Assert.Equal(OperationOutcome.Completed, (await wait).Outcome);
    }

    [Fact]
    public async Task A_hint_longer_than_any_timer_is_waited_for_as_long_as_a_timer_goes()
    {
        Queue<Reply> replies = new([Reply.Json("{}", 503, "Retry-After: 5000000\r\n"), Reply.Batch(7, "finished", 1, 1)]);
        await using ScriptedServer server = new(_ => replies.Dequeue());
        Leap time = new();
        using Accounts accounts = new(server.BaseAddress, time, options =>
        {
            options.PollJitter = 0;
            options.MaximumPause = TimeSpan.FromDays(49);
        });
        Task<BatchResult> wait = accounts.Batches.Attach(7).WaitForCompletionAsync(deadline: TimeSpan.MaxValue);
        await time.LeapAsync(TimeSpan.FromSeconds(1));
        await time.LeapAsync(TimeSpan.FromDays(49) - TimeSpan.FromSeconds(1));
        Assert.Equal(OperationOutcome.Completed, (await wait).Outcome);
    }

    /// <summary>A clock that is moved when a timer of a certain length is set.</summary>
    private sealed class Leap : Microsoft.Extensions.Time.Testing.FakeTimeProvider
    {
        private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            _timers.Writer.TryWrite(dueTime);
            return timer;
        }

        public async Task LeapAsync(TimeSpan by)
        {
            while (await _timers.Reader.ReadAsync(TestContext.Current.CancellationToken) != by)
            {
            }

            Advance(by);
        }
    }
}
