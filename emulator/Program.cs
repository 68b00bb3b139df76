using Outreach.Bulk.Emulator;
using Outreach.Bulk.Emulator.Hosting;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
