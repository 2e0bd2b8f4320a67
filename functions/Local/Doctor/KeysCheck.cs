using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Keys;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.Doctor;

/// <summary>Looks whether there are keys to sign evidence with. It makes none.</summary>
static class KeysCheck
{
    const string Subject = "signing keys";

    public static async Task RunAsync(
        IConfiguration configuration, TimeProvider time, List<Finding> findings, CancellationToken cancellation)
    {
        var reader = new SettingsReader(configuration);
        var settings = KeysSettings.Read(reader, TradingSettings.Read(reader));
        if (settings.VaultUri is null && !File.Exists(settings.File))
        {
            findings.Add(settings.Production
                ? new Finding(Verdict.Fail, Subject, $"there are none, and none are made ({KeysException.Missing})")
                : new Finding(Verdict.Ok, Subject, "none yet; the first start makes them"));
            return;
        }

        try
        {
            var services = new ServiceCollection().AddSingleton(time).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
            services.AddAppWithPaper(configuration);
            await using var provider = services.BuildServiceProvider();
            var keys = provider.GetRequiredService<ISigningKeys>();
            await keys.GetAsync(cancellation);
            findings.Add(new Finding(Verdict.Ok, Subject, keys.Description));
        }
        catch (SettingsException)
        {
            // They are said to be wrong already.
        }
        catch (KeysException none)
        {
            findings.Add(new Finding(Verdict.Fail, Subject, $"{none.Message} ({none.Code})"));
        }
    }
}
