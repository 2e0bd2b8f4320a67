using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Engine.Execution;

/// <summary>
/// The ids that <c>context.NewGuid()</c> returns: UUID version 5 (RFC 9562, SHA-1) over Durable Task's namespace and the
/// name <c>{instance}_{turn time}_{counter}</c>, so that a replay makes the same ones, and so does Microsoft's engine.
/// </summary>
static class ReplaySafeGuid
{
    static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime turnTime, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{turnTime:o}_{counter}");
        var length = Encoding.UTF8.GetByteCount(name);
        Span<byte> input = length <= 512 ? stackalloc byte[16 + length] : new byte[16 + length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input[16..]);

        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // SHA-1 is what UUID version 5 is defined over; nothing is protected by it.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The id of an execution: differs for each generation of a continued instance, and repeats under one seed of events.</summary>
    public static string ExecutionId(string instanceId, DateTime startedAt, long generation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{startedAt.Ticks}_{generation}");
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return string.Create(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt128BigEndian(hash):x32}");
    }
}
