namespace Outreach.Bulk;

internal enum BatchDecision
{
    Confirm,
    Cancel,
}
