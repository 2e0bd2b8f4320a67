using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrations.TestKit;

/// <summary>A certificate that nobody trusts unless told to, made here and valid for as long as a test takes.</summary>
public static class TestCertificate
{
    /// <summary>Makes one for a host, as one that can be served with.</summary>
    /// <param name="host">The name it is for; 127.0.0.1 is an address.</param>
    /// <param name="expired">True for one that is over since yesterday.</param>
    public static X509Certificate2 For(string host, bool expired = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = WallClock.Instance.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-10), expired ? now.AddDays(-1) : now.AddDays(1));
        // With its key as a file would have it, which servers need.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
