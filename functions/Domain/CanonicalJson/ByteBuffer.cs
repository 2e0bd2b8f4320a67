using System.Buffers;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>A growing run of bytes on rented memory, so that writing many documents costs no garbage.</summary>
public sealed class ByteBuffer : IBufferWriter<byte>, IDisposable
{
    byte[] bytes;

    /// <param name="capacity">Bytes to begin with.</param>
    public ByteBuffer(int capacity = 1024) => bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>Forgets what was written after a length.</summary>
    internal void Truncate(int length) => Length = length;

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> more)
    {
        if (bytes.Length - Length < more.Length)
            Grow(more.Length);
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Write(byte one)
    {
        if (bytes.Length == Length)
            Grow(1);
        bytes[Length++] = one;
    }

    /// <inheritdoc />
    public void Advance(int count)
    {
        if (count < 0 || count > bytes.Length - Length)
            throw new ArgumentOutOfRangeException(nameof(count));
        Length += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(Length);
    }

    /// <summary>Gives the memory back. What was written must not be used afterwards.</summary>
    public void Dispose()
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        Length = 0;
    }

    void Reserve(int sizeHint)
    {
        if (bytes.Length - Length < Math.Max(1, sizeHint))
            Grow(Math.Max(1, sizeHint));
    }

    void Grow(int atLeast)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + atLeast), (int)Math.Min(Array.MaxLength, bytes.Length * 2L)));
        Written.CopyTo(larger);
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
