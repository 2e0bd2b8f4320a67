using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>
/// The real command that sends a test alert, against a mail server with STARTTLS and a certificate made here. It is trusted where
/// this machine is told to trust it (SSL_CERT_FILE), and nowhere else; nothing but the greeting ever goes in plain.
/// </summary>
public sealed class MailOverTlsTests : IDisposable
{
    const string Password = "planted-mail-password";

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Server_WhoseCertificateIsTrusted_GetsLoginAndMailSecretly()
    {
        using var certificate = TestCertificate.For("localhost");
        await using var server = SmtpStandIn.Start(certificate: certificate);

        var (exit, said) = await SendAsync(server.Port, certificate);

        Assert.True(exit == 0, said);
        Assert.Single(server.Mails);
        Assert.Contains(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        AssertOnlyGreeted(server);
    }

    [Fact]
    public async Task Server_WhoseCertificateIsNotTrusted_GetsNothing()
    {
        using var certificate = TestCertificate.For("localhost");
        await using var server = SmtpStandIn.Start(certificate: certificate);

        await RefusedAsync(server, null, "certificate is not trusted");
    }

    [Theory]
    [InlineData("mail.example.org", false)]
    [InlineData("localhost", true)]
    public async Task Server_WhoseCertificateIsForAnotherNameOrOver_GetsNothing(string name, bool expired)
    {
        using var certificate = TestCertificate.For(name, expired);
        await using var server = SmtpStandIn.Start(certificate: certificate);

        await RefusedAsync(server, certificate, "certificate is not trusted");
    }

    [Fact]
    public async Task Server_ThatOffersNoStartTls_GetsNothing()
    {
        // So it looks when somebody on the way strips the offer.
        await using var server = SmtpStandIn.Start();

        await RefusedAsync(server, null, "STARTTLS");
    }

    [Fact]
    public async Task Server_ThatOffersStartTlsAndRefusesIt_GetsNothing()
    {
        using var certificate = TestCertificate.For("localhost");
        await using var server = SmtpStandIn.Start((command, _) => command == "STARTTLS" ? "454 not now" : null, certificate);

        await RefusedAsync(server, certificate, "STARTTLS");
    }

    async Task RefusedAsync(SmtpStandIn server, X509Certificate2? trusted, string reason)
    {
        var (exit, said) = await SendAsync(server.Port, trusted);

        Assert.True(exit == 1, said);
        Assert.Contains("NOT SENT", said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.DoesNotContain(Password, said, StringComparison.Ordinal);
        AssertOnlyGreeted(server);
    }

    static void AssertOnlyGreeted(SmtpStandIn server) => Assert.All(
        server.Plain, command => Assert.Contains(command.Split(' ')[0], (string[])["EHLO", "HELO", "STARTTLS", "QUIT"]));

    async Task<(int Exit, string Said)> SendAsync(int port, X509Certificate2? trusted)
    {
        string[] settings =
        [
            "Alerts:Email:Host=localhost", FormattableString.Invariant($"Alerts:Email:Port={port}"), "Alerts:Email:From=from@example.org",
            "Alerts:Email:To=to@example.org", "Alerts:Email:User=bob", "Alerts:Email:Password=" + Password, "Alerts:Timeout=00:00:10",
        ];
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Orchestrations.Local.dll"), "alerts", "test", "--channel", "email", "--send",
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (trusted is not null)
        {
            var file = Path.Combine(folder, "trusted.pem");
            await File.WriteAllTextAsync(file, trusted.ExportCertificatePem());
            start.Environment["SSL_CERT_FILE"] = file;
        }
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (said, failed) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await said + await failed);
    }
}
