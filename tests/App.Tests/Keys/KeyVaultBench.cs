using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Keys;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Keys;

/// <summary>The real client of Key Vault against a vault on loopback, with everything it logged.</summary>
sealed class KeyVaultBench : IAsyncDisposable
{
    readonly List<string> lines = [];
    readonly ILoggerFactory logging;

    KeyVaultBench(KeyVaultStandIn vault)
    {
        Vault = vault;
        logging = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(lines)));
        var options = new SecretClientOptions
        {
            Transport = new HttpClientTransport(new HttpClient(vault.Handler())),
            // The stand-in's address is none of Azure's.
            DisableChallengeResourceVerification = true,
            Retry = { Mode = RetryMode.Fixed, MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(20) },
        };
        var settings = new KeysSettings(
            vault.Address, "packs", "responses", TimeSpan.FromMinutes(5), TimeSpan.FromHours(2), "", Production: true);
        Keys = new KeyVaultKeys(
            new SecretClient(vault.Address, new StandInCredential(vault), options), settings, Time, logging.CreateLogger<KeyVaultKeys>());
    }

    public KeyVaultStandIn Vault { get; }

    public ManualTimeProvider Time { get; } = new(Bench.Start);

    public KeyVaultKeys Keys { get; }

    public string Log => string.Join('\n', lines);

    public static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static async Task<KeyVaultBench> StartAsync() => new(await KeyVaultStandIn.StartAsync());

    public string AddPack(TimeSpan? begins = null, string? pem = null) =>
        Vault.Set("packs", pem ?? Pem(), Time.GetUtcNow(), begins is null ? null : Time.GetUtcNow() + begins);

    public string AddResponse(string? secret = null) => Vault.Set("responses", secret ?? Secret(), Time.GetUtcNow());

    public ValueTask<KeyRing> GetAsync() => Keys.GetAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Keys.Dispose();
        logging.Dispose();
        await Vault.DisposeAsync();
    }

    sealed class StandInCredential(KeyVaultStandIn vault) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(vault.IssueToken(), WallClock.Instance.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    sealed class Lines(List<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Add(formatter(state, exception) + exception);
        }

        public void Dispose()
        {
        }
    }
}
