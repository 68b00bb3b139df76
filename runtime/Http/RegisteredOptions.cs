using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Http;

/// <summary>
/// The options of one registered client, made when they are first asked for. A failure is not kept: what it needed from the
/// container may be there the next time.
/// </summary>
internal sealed class RegisteredOptions(string clientName, Func<OutreachBulkOptions> make)
{
    private readonly Lock _gate = new();
    private OutreachBulkOptions? _options;

    public static OutreachBulkOptions Of(IServiceProvider provider, string clientName) =>
        provider.GetServices<RegisteredOptions>().Last(registered => registered.Is(clientName)).Value;

    private OutreachBulkOptions Value
    {
        get
        {
            lock (_gate)
                return _options ??= make();
        }
    }

    private bool Is(string name) => clientName == name;
}
