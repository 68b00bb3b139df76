namespace Outreach.Bulk.Emulator.Faults;

internal enum FaultKind
{
    ResetBeforeBody,
    Reset,
    Respond,
    LoseResponse,
    IncompleteResponse,
    TruncatedJson,
    Hold,
    DelayedResponse,
    SlowBody,
    ResetDuringUpload,
    RefuseUpload,
    RefuseUploadEarly,
    StaleRead,
    StayPending,
    CancelBatch,
    ConfirmBatch,
    ChangeRecords,
    ShedCount,
}
