using System.Globalization;
using Orchestrations.Local.CommandLine;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await LocalCommandLine.RunAsync(args, Console.Out, Console.Error);
