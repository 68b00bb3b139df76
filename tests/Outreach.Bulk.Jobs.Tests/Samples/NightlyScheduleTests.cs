using NightlyJob;

namespace Outreach.Bulk.Jobs.Tests.Samples;

/// <summary>When samples/NightlyJob runs, the two odd nights of the year included.</summary>
public class NightlyScheduleTests
{
    [Theory]
    [InlineData("2026-03-28", "2026-03-28T01:30Z")]
    [InlineData("2026-03-29", "2026-03-29T01:00Z")] // 02:30 is skipped: 03:00 in summer time.
    [InlineData("2026-03-30", "2026-03-30T00:30Z")]
    [InlineData("2026-10-24", "2026-10-24T00:30Z")]
    [InlineData("2026-10-25", "2026-10-25T00:30Z")] // 02:30 comes twice: the first, in summer time.
    [InlineData("2026-10-26", "2026-10-26T01:30Z")]
    public void A_night_begins_at_its_time_or_when_the_clocks_have_moved(string date, string start) =>
        Assert.Equal(DateTimeOffset.Parse(start), Schedule("Europe/Berlin", "02:30").StartOf(DateOnly.Parse(date)));

    [Theory]
    [InlineData("2026-03-29")]
    [InlineData("2026-10-25")]
    public void A_clock_that_is_looked_at_each_minute_begins_each_night_once(string date)
    {
        NightlySchedule schedule = Schedule("Europe/Berlin", "02:30");
        DateTimeOffset noon = new(DateOnly.Parse(date).AddDays(-2), new(12, 0), TimeSpan.Zero);
        List<string> begun = [];
        for (int minute = 0; minute < 3 * 24 * 60; minute++)
        {
            string key = schedule.LatestAt(noon.AddMinutes(minute)).Key;
            if (begun is [] || begun[^1] != key)
                begun.Add(key);
        }

        Assert.Equal(Enumerable.Range(-2, 4).Select(day => $"nightly-{DateOnly.Parse(date).AddDays(day):yyyy-MM-dd}"), begun);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Santiago")] // The clocks move at midnight.
    [InlineData("Australia/Lord_Howe")] // They move by half an hour.
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void Nights_join_without_gap_or_overlap_whatever_their_time(string zone)
    {
        for (TimeOnly at = new(0, 0); ; at = at.AddMinutes(30))
        {
            NightlySchedule schedule = new(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
            Night last = schedule.LatestAt(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
            for (int day = 0; day < 366; day++)
            {
                DateTimeOffset next = schedule.StartOf(last.Date.AddDays(1));
                Assert.Equal(last, schedule.LatestAt(next.AddTicks(-1)));
                Night night = schedule.LatestAt(next);
                Assert.Equal(new Night(last.Date.AddDays(1), last.Until, next), night);
                Assert.InRange(night.Until - night.From, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
                last = night;
            }

            if (at == new TimeOnly(23, 30))
                return;
        }
    }

    private static NightlySchedule Schedule(string zone, string at) => new(TimeOnly.Parse(at), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
