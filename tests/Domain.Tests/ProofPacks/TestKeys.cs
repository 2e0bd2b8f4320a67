using System.Security.Cryptography;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Fresh keys.</summary>
static class TestKeys
{
    public static SigningKey New(string id = "key-1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SigningKey.FromPem(id, key.ExportPkcs8PrivateKeyPem());
    }
}
