namespace Orchestrations.Engine.Storage;

/// <summary>
/// Files with rights for their owner alone. SQLite makes a database readable to everybody whom the process's umask lets in, and
/// gives the files beside it the rights of the database: so the database is made here before SQLite opens it.
/// </summary>
public static class OwnFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes an empty file where there is none. A file that is there keeps its rights: they are its owner's choice.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Ensure(string path)
    {
        if (!File.Exists(path))
            Open(path, FileShare.ReadWrite).Dispose();
    }

    /// <summary>Opens a file for reading and writing, and makes it where there is none.</summary>
    /// <exception cref="IOException">It cannot be opened, or another has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    internal static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
