using System.Buffers;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Benchmarks.Proofs;

/// <summary>Canonical JSON beside System.Text.Json, which neither sorts nor refuses doubled names, on the same document.</summary>
static class CanonicalSpeed
{
    public static void Measure()
    {
        var text = Encoding.UTF8.GetBytes("[" + string.Join(",\n", Enumerable.Range(0, 2000).Select(ShipmentEvents.Body)) + "]");
        var limits = JsonLimits.Pack;
        var bytes = new ArrayBufferWriter<byte>(text.Length);
        using var document = CanonicalDocument.Parse(text, limits);
        using var output = new ByteBuffer(text.Length);
        using var read = JsonDocument.Parse(text);
        void OurWriting()
        {
            output.Clear();
            document.Root.WriteTo(output);
        }

        void TheirWriting(JsonDocument parsed)
        {
            bytes.ResetWrittenCount();
            using var writer = new Utf8JsonWriter(bytes);
            parsed.WriteTo(writer);
        }

        void Ours()
        {
            document.Load(text, limits);
            OurWriting();
        }

        void Theirs()
        {
            using var parsed = JsonDocument.Parse(text);
            TheirWriting(parsed);
        }

        var best = Timed.BestOfEach(10, Ours, Theirs, OurWriting, () => TheirWriting(read));
        var (ours, theirs, ourWriting, theirWriting) = (best[0], best[1], best[2], best[3]);
        var note = $"of {text.Length / 1e6:n1} MB in";
        Line.Print("canonical JSON, read strictly and written", text.Length / ours / 1e6, "MB/s", note);
        Line.Print("System.Text.Json, read and written", text.Length / theirs / 1e6, "MB/s", $"ours takes {ours / theirs:n2} of its time");
        Line.Print("canonical JSON, written only", text.Length / ourWriting / 1e6, "MB/s");
        Line.Print(
            "System.Text.Json, written only", text.Length / theirWriting / 1e6, "MB/s", $"ours takes {ourWriting / theirWriting:n2} of its time");
    }
}
