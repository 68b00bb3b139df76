namespace Outreach.Bulk.Crash;

/// <summary>
/// Where in the life of a batch or an import the process is killed: before and after every request and every entry of the
/// journal. Names of requests and entries follow <c>Before</c> and <c>After</c>.
/// </summary>
public enum FaultPoint
{
    None = 0,

    // Entries of the journal, of batches and imports alike.
    BeforeStartingEntry,
    AfterStartingEntry,
    BeforeStartedEntry,
    AfterStartedEntry,
    BeforeConfirmingEntry,
    AfterConfirmingEntry,
    BeforeConfirmedEntry,
    AfterConfirmedEntry,
    BeforeCancelingEntry,
    AfterCancelingEntry,
    BeforeEndedEntry,
    AfterEndedEntry,

    // Requests. "Start" is the one that acts; "during" it has left and its answer is on its way.
    BeforeStartRequest,
    DuringStartRequest,
    AfterStartRequest,
    BeforeConfirmRequest,
    DuringConfirmRequest,
    AfterConfirmRequest,
    BeforeCancelRequest,
    DuringCancelRequest,
    AfterCancelRequest,
    BeforeFirstPollRequest,
    AfterFirstPollRequest,
    BeforeLaterPollRequest,
    AfterLaterPollRequest,
    BeforeFirstItemsRequest,
    AfterFirstItemsRequest,
    BeforeLaterItemsRequest,
    AfterLaterItemsRequest,

    // Of imports alone.
    BeforeLinkRequest,
    AfterLinkRequest,
    DuringUpload,
    AfterUpload,
    BeforeValidationRequest,
    AfterValidationRequest,
}
