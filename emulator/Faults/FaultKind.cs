namespace Outreach.Bulk.Emulator.Faults;

internal enum FaultKind
{
    ResetBeforeBody,
    Reset,
    Answer,
    LoseAnswer,
    CutAnswer,
    TruncatedJson,
    Hold,
    SlowAnswer,
    DrippingAnswer,
    CutUpload,
    StaleRead,
    StayPending,
    CancelBatch,
    ChangeRecords,
    ShedCount,
}
