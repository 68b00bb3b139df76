namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>Our client.</summary>
internal sealed class OutreachBulkPoster : IPoster
{
    private readonly OutreachBulkConnection _connection;
    private readonly OutreachClient _client;

    public OutreachBulkPoster(Uri baseAddress)
    {
        _connection = OutreachBulkConnection.Create(
            new() { BaseAddress = baseAddress, AccessToken = static (_, _) => new(Edit.Token) });
        _client = new(_connection);
    }

    public async Task<long> PostAsync()
    {
        BatchOperation operation = await _client.Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = Edit.Ids, Owner = new() { Id = Edit.OwnerId } } },
            new() { Custom1 = Edit.Custom1, NumberOfEmployees = Edit.NumberOfEmployees, Industry = Clear.Value });
        return operation.Id;
    }

    public void Dispose() => _connection.Dispose();
}
