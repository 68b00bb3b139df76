using Outreach.Bulk.Cli.Access;

namespace Outreach.Bulk.Cli.Watching;

/// <summary>Shows how far an import is before it has started: by phase, and not at each piece of the file.</summary>
internal sealed class UploadWatch(CliSession session, IProgressView view, long rows, Action onStarting) : IProgress<ImportProgress>
{
    private readonly TimeSpan _pause = session.Terminal.IsRich ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5);
    private ImportPhase? _phase;
    private long _shownAt;

    public void Report(ImportProgress value)
    {
        if (value.Phase == ImportPhase.Starting)
            onStarting();
        if (value.Phase == _phase && session.Time.GetElapsedTime(_shownAt) < _pause)
            return;
        (_phase, _shownAt) = (value.Phase, session.Time.GetTimestamp());
        string phase = Word(value.Phase);
        session.Report.Status(
            "progress",
            writer =>
            {
                writer.WriteString("phase", phase);
                writer.WriteNumber("rows", value.Records);
                writer.WriteNumber("bytes", value.BytesSent);
                writer.WriteNumber("bytesTotal", value.BytesTotal);
            },
            null);
        view.Show(new(phase, value.Records, rows, 0, value.UploadFraction));
    }

    private static string Word(ImportPhase phase) => phase switch
    {
        ImportPhase.Preparing => "preparing",
        ImportPhase.Uploading => "uploading",
        ImportPhase.Validating => "validating",
        _ => "starting",
    };
}
