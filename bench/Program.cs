using BenchmarkDotNet.Running;
using Outreach.Bulk.Benchmarks;
using Outreach.Bulk.Benchmarks.Measuring;
using Outreach.Bulk.Benchmarks.Posting;

switch (args)
{
    case ["short"]:
        foreach (Func<Task<IComparison>> create in Comparisons.All)
            await ShortRun.PrintAsync(create);
        break;
    case [LoopbackServer.Argument]:
        LoopbackServer.RunUntilInputEnds();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}
