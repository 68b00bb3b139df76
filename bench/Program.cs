using BenchmarkDotNet.Running;
using Outreach.Bulk.Benchmarks;
using Outreach.Bulk.Benchmarks.Compiling;
using Outreach.Bulk.Benchmarks.Cutting;
using Outreach.Bulk.Benchmarks.Measuring;
using Outreach.Bulk.Benchmarks.Posting;
using Outreach.Bulk.Benchmarks.Reading;
using Outreach.Bulk.Benchmarks.Starting;
using Outreach.Bulk.Benchmarks.Uploading;
using Outreach.Bulk.Benchmarks.Writing;

switch (args)
{
    case ["short"]:
        foreach (Func<Task<IComparison>> create in Comparisons.All)
            await ShortRun.PrintAsync(create, ShortRun.WarmUp);
        break;
    case ["reading"]:
        await ReadingRun.PrintAsync(EmbeddedDescription.Read());
        break;
    case ["reading", string path]:
        await ReadingRun.PrintAsync(await File.ReadAllTextAsync(path));
        break;
    case ["yaml", string suite, string path]:
        await YamlSuiteRun.PrintAsync(suite, path);
        break;
    case [YamlSuiteRun.OnceArgument, string contender, string path]:
        YamlSuiteRun.ReadOnce(contender, path);
        break;
    case ["uploading"]:
        await UploadRun.PrintAsync(mebibytes: 1024);
        break;
    case [UploadRun.OnceArgument, string storage, string path]:
        await UploadRun.RunOnceAsync(new(storage), path);
        break;
    case [StorageServer.Argument]:
        StorageServer.RunUntilInputEnds();
        break;
    case ["parts"]:
        await PartsRun.PrintAsync();
        break;
    case [PartsRun.OnceArgument, string path]:
        await PartsRun.RunOnceAsync(path);
        break;
    case ["writing"]:
        await WritingRun.PrintAsync();
        break;
    case ["starting"]:
        await StartRun.PrintAsync();
        break;
    case ["compiling"]:
        await CompilerRun.PrintAsync();
        break;
    case [ColdReading.Argument, string contender, string path]:
        await ColdReading.ReadOnceAsync(contender, path);
        break;
    case [LoopbackServer.Argument]:
        LoopbackServer.RunUntilInputEnds();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
