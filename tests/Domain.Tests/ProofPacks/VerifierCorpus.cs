using System.Globalization;
using System.Text;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Domain.Signing;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Packs as issued, redacted, cut, erased, under wrong keys and logs, and damaged in every way that has a name.</summary>
static class VerifierCorpus
{
    static readonly RedactionTemplate Template = new("t",
    [
        new RedactionRule("/plate", RedactionAction.Mask, 1), new RedactionRule("/driver/phone", RedactionAction.Hash),
        new RedactionRule("/legs", RedactionAction.Drop),
    ]);

    public static IEnumerable<VerifierCase> Of(Issuer issuer)
    {
        var whole = issuer.Pack();
        using var file = PackFile.Open(whole);
        var redacted = issuer.Copy(whole, Template);
        var excerpt = issuer.Copy(issuer.Pack(11), Template, 1, 5, 10);
        var second = issuer.Pack(2, PackSamples.Header with { Id = "pack-2", Previous = file.Manifest.ToLink() });
        var odd = PackSamples.Logged(issuer.Key, Odd(issuer.Key));
        foreach (var (name, pack) in ((string, byte[])[])[
            ("whole", whole), ("hundred", issuer.Pack(100)), ("redacted", redacted), ("excerpt", excerpt), ("erased", file.WithoutContent()),
            ("odd", odd), ("unlogged", PackSamples.Sealed(issuer.Key))])
        {
            yield return new VerifierCase(name, pack, issuer.Keys);
            yield return new VerifierCase(name + " without keys", pack, null);
            yield return new VerifierCase(name + " with no key in the list", pack, new KeyList([]));
            foreach (var at in (long[])[0, 5, 6, 8, 9, 10])
                yield return new VerifierCase($"{name}, key revoked from {at}", pack, new KeyList([issuer.Entry(revokedFrom: at)]));
            yield return new VerifierCase(name + ", key retired", pack, new KeyList([issuer.Entry(retired: PackSamples.Start.AddDays(1))]));
            yield return new VerifierCase(name + ", key too new", pack, new KeyList([issuer.Entry(from: PackSamples.Start.AddDays(9))]));
        }

        foreach (var (name, previous) in ((string, byte[])[])[("right", whole), ("wrong", second), ("broken", "{"u8.ToArray()), ("none", [])])
            yield return new VerifierCase("previous " + name, second, issuer.Keys, null, previous);
        foreach (var (name, proof) in Proofs(issuer.Key, file.Payload))
            yield return new VerifierCase("log proof " + name, PackSamples.Sealed(issuer.Key), issuer.Keys, Encoding.UTF8.GetBytes(proof));
        foreach (var one in Replaced(issuer, Encoding.UTF8.GetString(redacted)).Concat(Replaced(issuer, Encoding.UTF8.GetString(excerpt))))
            yield return one;
        foreach (var (name, pack) in ((string, byte[])[])[("whole", whole), ("redacted", redacted), ("excerpt", excerpt), ("odd", odd)])
            for (var seed = 0; seed < 200; seed++)
                yield return new VerifierCase($"{name} damaged by seed {seed}", Damage.Of(pack, new Chance(seed)), issuer.Keys);
    }

    // Texts and numbers at the edges of what canonical JSON may hold.
    static byte[] Odd(SigningKey key)
    {
        const string body = """
            {"\ud83d\ude02":1,"\uffff":2,"":"","~/":[1e21,1e-7,-0,123456789012345680000,0.1,5e-324,1.7976931348623157e308],
             "c":"\u0000\u001f\u007f\u0080\u2028\"\\\/\b\f\n\r\t","empty":{},"deep":[[[[{"b":1,"a":[]}]]]]}
            """;
        PackEvent[] events =
        [
            PackSamples.Event(0, body) with { Id = "\ud83d\ude02" }, PackSamples.Event(0, "{}") with { Id = "\uffff" },
            PackSamples.Event(0, body) with { Id = "\n\"" },
        ];
        var header = PackSamples.Header with { Risk = PackRisk.None, Subject = "\u00e9\ud83d\ude02" };
        using var draft = PackDraft.Build(header, events, PackSamples.Salts());
        return draft.Seal(key.Sign(PackFormat.ManifestType, draft.Payload)).ToArray();
    }

    static IEnumerable<(string Name, string Proof)> Proofs(SigningKey key, byte[] payload)
    {
        for (var before = 0; before < 9; before++)
            for (var after = 0; after < 9; after += 2)
                yield return (string.Create(CultureInfo.InvariantCulture, $"{before} of {after}"),
                    PackSamples.Proof(key, payload, PackSamples.Log, before, after).ToString());
        var right = PackSamples.Proof(key, payload, PackSamples.Log);
        var text = right.ToString();
        yield return ("of another log", PackSamples.Proof(key, payload, "other.example").ToString());
        yield return ("of another pack", PackSamples.Proof(key, [1], PackSamples.Log).ToString());
        yield return ("with a hash too many", (right with { Hashes = [.. right.Hashes, MerkleHash.Empty] }).ToString());
        yield return ("with a hash too few", (right with { Hashes = [.. right.Hashes.Skip(1)] }).ToString());
        yield return ("with its hashes turned round", (right with { Hashes = [.. right.Hashes.Reverse()] }).ToString());
        foreach (var index in (long[])[0, 4, 6, 8, 9, long.MaxValue])
            yield return ($"with index {index}", (right with { Index = index }).ToString());
        yield return ("with a witness", text + "\u2014 witness.example/w AAAAAAAAAAA=\n");
        yield return ("with a witness of our name", text + $"\u2014 {PackSamples.Log} AAAAAAAAAAA=\n");
        yield return ("signed twice", text + key.SignNote(PackSamples.Log, right.Note.Text));
        yield return ("with an extension", text.Replace("=\n\n\u2014", "=\nmore\n\n\u2014", StringComparison.Ordinal));
        yield return ("with extra", text.Replace("index", "extra AA==\nindex", StringComparison.Ordinal));
        yield return ("without end", text[..^1]);
        foreach (var (from, to) in ((string, string)[])[
            ("index 5", "index 05"), ("index 5", "index 5 "), ("v1", "v2"), ("\n\n", "\n"), ("\u2014", "-"), ("9\n", "09\n")])
            yield return ($"with {from} as {to}", text.Replace(from, to, StringComparison.Ordinal));
        for (var seed = 0; seed < 100; seed++)
            yield return ($"damaged by seed {seed}", Encoding.UTF8.GetString(Damage.Of(Encoding.UTF8.GetBytes(text), new Chance(seed))));
    }

    static IEnumerable<VerifierCase> Replaced(Issuer issuer, string pack)
    {
        foreach (var (from, to) in ((string, string)[])[
            ("{\"events\"", "{ \"events\""), ("\"format\"", "\"formal\""), ("proof-pack/1", "proof-pack/2"), ("\"log\":\"", "\"log\":[],\"lot\":\""),
            ("\"id\":\"e-", "\"id\":\"f-"), ("-1.5", "-1.6"), ("T08:01", "T08:61"), ("T08:01", "T24:01"), ("2026-03-01T08:01", "2026-02-30T08:01"),
            ("2026-03-01T08:01", "0000-03-01T08:01"), ("0000000Z\"}", "000000Z\"}"), ("\"mask\"", "\"mark\""), ("\"mask\":\"***1\"", "\"mask\":null"),
            ("\"mask\":\"***1\"", "\"mask\":\"***7\""), ("\"pseudonym\":\"", "\"pseudonym\":\"A"), ("{\"commitment\"", "{\"a\":1,\"commitment\""),
            ("\"/plate\"", "\"plate\""), ("\"/plate\"", "\"/p~2\""), ("\"/plate\"", "\"/plate~0\""), ("\"index\":1,", "\"index\":1.5,"),
            ("\"index\":1,", "\"index\":-1,"), ("\"index\":1,", ""), ("\"proof\":[", "\"proof\":[1,"), ("\"proof\":[", "\"proof\":[\"AA\","),
            (",\"template\":", ",\"template\":1,\"x\":"), ("\"signatures\":[", "\"signatures\":[{},"), ("\"keyid\":\"key-1\"", "\"keyid\":\"key-2\""),
            ("\"sig\":\"", "\"sig\":\"AAAA"), ("\"payload\":\"", "\"payload\":\" "), ("proof-manifest.v1", "proof-redaction.v1"),
            ("proof-redaction.v1", "proof-manifest.v1"),
            ("\"redaction\":{", "\"redaction\":[],\"rest\":{"), ("null]", "{\"a\":1}]"), ("true]", "{}]"), ("true]", "true,1]"),
            ("e-00001", ""), ("e-00002", "e-00001"), ("T08:02", "T08:00"), ("true]", "9007199254740993]"), ("true]", "1.0]"),
            ("true]", "1e3]"), ("true]", "1e+21]"), ("true]", "1e21]"), ("true]", "\"\\ud800\"]"), ("true]", "\"\\u00e9\"]"),
            ("true]", "\"\\u001F\"]"), ("true]", "\"\\/\"]"), ("true]", Nested(70) + "]"), ("true]", Nested(90) + "]")])
        {
            var text = pack.Replace(from, to, StringComparison.Ordinal);
            yield return new VerifierCase($"with {from} as {to}", Encoding.UTF8.GetBytes(text), issuer.Keys);
        }

        yield return new VerifierCase("with a byte order mark", Encoding.UTF8.GetBytes("\ufeff" + pack), issuer.Keys);
        yield return new VerifierCase("empty", [], issuer.Keys);
        yield return new VerifierCase("not UTF-8", [0x22, 0xff, 0x22], issuer.Keys);
        foreach (var text in (string[])["null", "[]", "{}", "1", "\"\"", "{\"format\":\"orchestrations/proof-pack/1\",\"manifest\":{}}"])
            yield return new VerifierCase(text, Encoding.UTF8.GetBytes(text), issuer.Keys);
    }

    static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
