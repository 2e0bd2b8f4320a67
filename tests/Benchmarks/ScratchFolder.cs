namespace Orchestrations.Benchmarks;

/// <summary>A folder for one run, on the disk that data would live on (the working folder's), removed at the end.</summary>
sealed class ScratchFolder : IDisposable
{
    int files;

    public ScratchFolder()
    {
        Path = System.IO.Path.Combine(Environment.CurrentDirectory, ".data", $"benchmark-{Environment.ProcessId}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string NewFile() => System.IO.Path.Combine(Path, $"{++files}.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
