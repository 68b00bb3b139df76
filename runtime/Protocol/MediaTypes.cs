namespace Outreach.Bulk.Protocol;

internal static class MediaTypes
{
    /// <summary>Every request needs it, those without a body included; without it the server answers 415.</summary>
    public const string JsonApi = "application/vnd.api+json";

    /// <summary>What token requests are sent as.</summary>
    public const string Form = "application/x-www-form-urlencoded";
}
