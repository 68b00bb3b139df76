namespace Outreach.Bulk.Tests;

/// <summary>The journal in a file: what it took is there after a crash, and nothing else is.</summary>
public sealed class FileJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-journal-").FullName;

    private string FilePath => Path.Combine(_folder, "operations.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_written_is_read_back_by_the_next_process()
    {
        JournalEntry[] entries =
        [
            Entry(1) with { Action = "accountsBulkModify", TargetDigest = "abc" },
            Entry(1, JournalEvent.Started) with { BatchId = 7, State = "confirming" },
            Entry(2) with { Action = "accountsImport", FileName = "accounts é.csv" },
            Entry(1, JournalEvent.Confirming) with { BatchId = 7, Count = 400 },
        ];
        using (FileOperationJournal journal = new(FilePath))
        {
            foreach (JournalEntry entry in entries)
                await journal.WriteAsync(entry, default);
            Assert.Equal(entries, await ReadAsync(journal));
        }

        using FileOperationJournal next = new(FilePath);
        Assert.Equal(entries, await ReadAsync(next));
    }

    [Fact]
    public async Task A_last_line_torn_anywhere_is_skipped_and_what_follows_is_whole()
    {
        await WriteAsync(Entry(1), Entry(2) with { FileName = "accounts é.csv" });
        byte[] whole = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        int second = Array.IndexOf(whole, (byte)'\n', first) + 1;
        for (int length = second; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], TestContext.Current.CancellationToken);
            await WriteAsync(Entry(3), Entry(4));
            using FileOperationJournal journal = new(FilePath);
            int[] expected = length == whole.Length - 1 ? [1, 2, 3, 4] : [1, 3, 4];
            Assert.Equal(expected.Select(Key), (await ReadAsync(journal)).Select(entry => entry.Key));
        }
    }

    [Fact]
    public async Task Lines_of_zeros_and_of_other_programs_are_skipped()
    {
        await WriteAsync(Entry(1));
        await File.AppendAllTextAsync(
            FilePath, "\0\0\0\0\nnull\n{}\nhello\n{\"event\":\"Someday\"}\n\n\0\0", TestContext.Current.CancellationToken);
        await WriteAsync(Entry(2));
        using FileOperationJournal journal = new(FilePath);
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(journal));
    }

    [Fact]
    public async Task A_line_longer_than_what_is_read_at_once_is_one_entry()
    {
        JournalEntry large = Entry(1) with { FileName = new string('x', 200_000) };
        await WriteAsync(large, Entry(2));
        using FileOperationJournal journal = new(FilePath);
        Assert.Equal([large, Entry(2)], await ReadAsync(journal));
    }

    [Fact]
    public async Task Entries_written_at_the_same_time_share_a_flush_and_none_is_lost()
    {
        int flushes = 0;
        using ManualResetEventSlim allCame = new();
        using FileOperationJournal journal = new(FilePath, file =>
        {
            if (Interlocked.Increment(ref flushes) == 1)
                allCame.Wait();
            RandomAccess.FlushToDisk(file);
        });
        Task first = journal.WriteAsync(Entry(0), default).AsTask();
        Task[] others = [.. Enumerable.Range(1, 500).Select(number => journal.WriteAsync(Entry(number), default).AsTask())];
        allCame.Set();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(2, flushes);
        Assert.Equal(Enumerable.Range(0, 501).Select(Key), (await ReadAsync(journal)).Select(entry => entry.Key));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_behind_and_those_after_it_are_whole()
    {
        bool fails = false;
        using FileOperationJournal journal = new(FilePath, _ =>
        {
            if (fails)
                throw new IOException("no space left");
        });
        await journal.WriteAsync(Entry(1), default);
        fails = true;
        await Assert.ThrowsAsync<IOException>(
            () => journal.WriteAsync(Entry(2) with { Action = "longer than the next" }, default).AsTask());
        Assert.Equal([Entry(1)], await ReadAsync(journal));
        fails = false;
        await journal.WriteAsync(Entry(3), default);
        journal.Dispose();
        using FileOperationJournal next = new(FilePath);
        Assert.Equal([Entry(1), Entry(3)], await ReadAsync(next));
    }

    [Fact]
    public async Task A_write_that_fails_after_a_torn_line_does_not_join_it_with_the_next()
    {
        await File.WriteAllTextAsync(FilePath, """{"key":"00""", TestContext.Current.CancellationToken);
        bool fails = true;
        using FileOperationJournal journal = new(FilePath, _ =>
        {
            if (fails)
                throw new IOException("no space left");
        });
        await Assert.ThrowsAsync<IOException>(() => journal.WriteAsync(Entry(1), default).AsTask());
        fails = false;
        await journal.WriteAsync(Entry(2), default);
        Assert.Equal([Entry(2)], await ReadAsync(journal));
    }

    [Fact]
    public async Task A_write_under_way_is_not_given_up_for_it_will_be_there()
    {
        using ManualResetEventSlim release = new();
        using FileOperationJournal journal = new(FilePath, _ => release.Wait());
        Task first = journal.WriteAsync(Entry(1), default).AsTask();
        using CancellationTokenSource stop = new();
        Task second = journal.WriteAsync(Entry(2), stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.False(second.IsCompleted);
        release.Set();
        await Task.WhenAll(first, second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => journal.WriteAsync(Entry(3), stop.Token).AsTask());
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(journal));
    }

    [Fact]
    public async Task A_second_journal_over_the_same_file_is_refused_until_the_first_is_closed()
    {
        FileOperationJournal journal = new(FilePath);
        Assert.Throws<IOException>(() => new FileOperationJournal(FilePath));
        await journal.WriteAsync(Entry(1), default);
        await journal.DisposeAsync();
        await WriteAsync(Entry(2));
        using FileOperationJournal again = new(FilePath);
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(again));
    }

    [Fact]
    public async Task A_journal_can_be_read_while_it_is_written_and_shows_only_what_is_on_the_disk()
    {
        using ManualResetEventSlim release = new(initialState: true);
        using FileOperationJournal journal = new(FilePath, _ => release.Wait());
        await journal.WriteAsync(Entry(1), default);
        release.Reset();
        Task writing = journal.WriteAsync(Entry(2), default).AsTask();
        Assert.Equal([Entry(1)], await ReadAsync(journal));
        release.Set();
        await writing;
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(journal));
    }

    [Fact]
    public async Task Closing_a_journal_waits_for_entries_under_way_and_refuses_later_ones()
    {
        using ManualResetEventSlim release = new();
        FileOperationJournal journal = new(FilePath, _ => release.Wait());
        Task first = journal.WriteAsync(Entry(1), default).AsTask();
        Task second = journal.WriteAsync(Entry(2), default).AsTask();
        Task closing = journal.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        release.Set();
        await Task.WhenAll(first, second, closing);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.WriteAsync(Entry(3), default).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(journal));
        journal.Dispose();
        using FileOperationJournal again = new(FilePath);
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(again));
    }

    [Fact]
    public async Task A_file_of_the_first_version_is_read_and_goes_on()
    {
        await File.WriteAllTextAsync(
            FilePath,
            """{"key":"operation 1","event":"Starting","at":"2026-01-05T08:00:01+00:00"}""" + "\n",
            TestContext.Current.CancellationToken);
        await WriteAsync(Entry(2));
        using FileOperationJournal journal = new(FilePath);
        Assert.Equal([Entry(1), Entry(2)], await ReadAsync(journal));
    }

    [Theory]
    [InlineData("{\"outreachBulkJournal\":3}\n{}\n", "version 3")]
    [InlineData("name,email\nAda,ada@example.com\n", "no journal")]
    public async Task A_file_that_is_of_a_newer_version_or_no_journal_is_refused_by_name_and_left_as_it_is(string text, string told)
    {
        await File.WriteAllTextAsync(FilePath, text, TestContext.Current.CancellationToken);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => new FileOperationJournal(FilePath));
        Assert.Contains(told, refusal.Message);
        Assert.Contains(FilePath, refusal.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_device_that_keeps_nothing_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/null.");
        Assert.Contains("does not keep", Assert.Throws<IOException>(() => new FileOperationJournal("/dev/null")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_deleted_or_replaced_while_it_is_in_use_fails_the_next_write(bool isReplaced)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the system refuses to delete it.");
        using FileOperationJournal journal = new(FilePath);
        await journal.WriteAsync(Entry(1), default);
        File.Delete(FilePath);
        if (isReplaced)
            await File.WriteAllTextAsync(FilePath, "", TestContext.Current.CancellationToken);
        IOException lost = await Assert.ThrowsAsync<IOException>(() => journal.WriteAsync(Entry(2), default).AsTask());
        Assert.Contains("was deleted", lost.Message);
    }

    [Fact]
    public async Task What_has_ended_is_left_out_when_it_is_opened_but_for_what_is_as_young_as_what_is_open()
    {
        JournalEntry old = Entry(1) with { At = Entry(1).At.AddHours(-2) };
        JournalEntry[] entries =
        [
            .. Enumerable.Range(0, 50).SelectMany(number => new[] { old with { Key = $"old {number}" }, old with { Key = $"old {number}", Event = JournalEvent.Ended } }),
            Entry(2),
            Entry(3),
            Entry(3, JournalEvent.Ended) with { BatchId = 7 },
        ];
        await WriteAsync(entries);
        long before = new FileInfo(FilePath).Length;
        using (FileOperationJournal journal = new(FilePath, RandomAccess.FlushToDisk, leastTrimmed: before))
        {
            Assert.Equal(entries[^3..], await ReadAsync(journal));
            await journal.WriteAsync(Entry(4), default);
        }

        Assert.InRange(new FileInfo(FilePath).Length, 1, before / 2);
        Assert.Single(Directory.GetFiles(_folder));
        using FileOperationJournal next = new(FilePath);
        Assert.Equal([.. entries[^3..], Entry(4)], await ReadAsync(next));
    }

    [Fact]
    public async Task A_file_that_only_its_owner_may_read_stays_so_when_it_is_made_smaller()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a file takes the rights of its folder.");
        long before = await WriteManyThatHaveEndedAsync();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using FileOperationJournal journal = new(FilePath, RandomAccess.FlushToDisk, leastTrimmed: 1);
        Assert.InRange(new FileInfo(FilePath).Length, 1, before / 2);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_smaller_is_used_as_it_is()
    {
        long before = await WriteManyThatHaveEndedAsync();
        Directory.CreateDirectory(FilePath + ".smaller");
        using (FileOperationJournal journal = new(FilePath, RandomAccess.FlushToDisk, leastTrimmed: 1))
            await journal.WriteAsync(Entry(51), default);
        Assert.InRange(new FileInfo(FilePath).Length, before + 1, long.MaxValue);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("companyName,crmId\n")]
    [InlineData("{\"name\":\"settings\"}\n")]
    public async Task A_lone_line_of_something_else_is_no_journal_and_left_as_it_is(string text)
    {
        await File.WriteAllTextAsync(FilePath, text, TestContext.Current.CancellationToken);
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => new FileOperationJournal(FilePath));
        Assert.Contains("no journal", refused.Message);
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{\"outreachBu")]
    [InlineData("{\"key\":\"a\",\"ev")]
    [InlineData("\0\0\0\0")]
    public async Task A_lone_line_that_a_crash_tore_is_one(string text)
    {
        await File.WriteAllTextAsync(FilePath, text, TestContext.Current.CancellationToken);
        await WriteAsync(Entry(1));
        using FileOperationJournal journal = new(FilePath);
        Assert.Equal([Entry(1)], await ReadAsync(journal));
    }

    [Fact]
    public async Task A_file_that_would_hardly_be_smaller_is_left_as_it_is()
    {
        await WriteAsync(Entry(1), Entry(2), Entry(2, JournalEvent.Ended));
        long before = new FileInfo(FilePath).Length;
        using FileOperationJournal journal = new(FilePath, RandomAccess.FlushToDisk, leastTrimmed: 1);
        Assert.Equal(before, new FileInfo(FilePath).Length);
    }

    private static string Key(int number) => FormattableString.Invariant($"operation {number}");

    private static JournalEntry Entry(int number, JournalEvent what = JournalEvent.Starting) =>
        new() { Key = Key(number), Event = what, At = new(2026, 1, 5, 8, 0, number % 60, TimeSpan.Zero) };

    private static async Task<List<JournalEntry>> ReadAsync(FileOperationJournal journal)
    {
        List<JournalEntry> entries = [];
        await foreach (JournalEntry entry in journal.ReadAsync(TestContext.Current.CancellationToken))
            entries.Add(entry);
        return entries;
    }

    private async Task<long> WriteManyThatHaveEndedAsync()
    {
        await WriteAsync([.. Enumerable.Range(1, 50).SelectMany(number => new[] { Entry(number), Entry(number, JournalEvent.Ended) })]);
        return new FileInfo(FilePath).Length;
    }

    private async Task WriteAsync(params JournalEntry[] entries)
    {
        using FileOperationJournal journal = new(FilePath);
        foreach (JournalEntry entry in entries)
            await journal.WriteAsync(entry, default);
    }
}
