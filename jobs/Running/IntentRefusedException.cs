using Outreach.Bulk.Jobs.Stores;

namespace Outreach.Bulk.Jobs.Running;

/// <summary>A chunk's request did not leave, since the store did not take its intent. Users never see it.</summary>
internal sealed class IntentRefusedException(Intent intent) : Exception($"The request was not sent: {intent.Result}.")
{
    public Intent Intent => intent;
}
