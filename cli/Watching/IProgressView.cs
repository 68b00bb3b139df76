using System.Globalization;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Shows how far something is.</summary>
internal interface IProgressView
{
    void Show(Progressing progress);

    /// <summary>Shows it while the work goes on.</summary>
    Task RunAsync(string what, Func<Task> work);
}

/// <summary>How far something is.</summary>
/// <param name="Phase">What it does: <c>pending</c>, <c>uploading</c>.</param>
/// <param name="Done">How many records or rows of it are done.</param>
/// <param name="Total">How many there are; null when that is not known.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Fraction">The share of it that is done, 0 to 1; null when that is not known.</param>
internal readonly record struct Progressing(string Phase, long Done, long? Total, long Failed, double? Fraction)
{
    /// <summary>The same where there is little room.</summary>
    public string Short => string.Create(
        CultureInfo.InvariantCulture, $"{Phase.Split(' ')[^1]} {Done:N0}{(Failed > 0 ? $", {Failed:N0} failed" : "")}");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Phase}: {Done:N0}{(Total is { } total ? $" of {total:N0}" : "")}{(Failed > 0 ? $", {Failed:N0} failed" : "")}");
}
