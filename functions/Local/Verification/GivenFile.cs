namespace Orchestrations.Local.Verification;

/// <summary>A file to verify.</summary>
sealed record GivenFile(string Path, byte[] Bytes);
