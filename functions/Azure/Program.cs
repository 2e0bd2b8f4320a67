using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrations.App.Settings;
using Orchestrations.OnAzure;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Configuration.Sources.Insert(0, new NamedSettings(NamedSettings.Default, AppSettings.Schedules));
VaultSettings.Load(builder.Configuration, vault => new SecretClient(vault, new DefaultAzureCredential()));

// Alerts count single log lines: none may be sampled away.
builder.Services.AddApplicationInsightsTelemetryWorkerService(options => options.EnableAdaptiveSampling = false);
builder.Services.ConfigureFunctionsApplicationInsights();
AuditLines.LetThrough(builder.Logging);

// The entry point names the system clock; everything else is given it.
#pragma warning disable RS0030
builder.Services.AddOrchestrationsOnAzure(builder.Configuration, TimeProvider.System);
#pragma warning restore RS0030

await builder.Build().RunAsync();
