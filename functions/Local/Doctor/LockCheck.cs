using Microsoft.Data.Sqlite;

namespace Orchestrations.Local.Doctor;

/// <summary>Looks whether another program holds a database, where no host runs that might: a start would wait for it in vain.</summary>
static class LockCheck
{
    const int Busy = 5;

    public static void Run(IReadOnlyList<string> files, List<Finding> findings)
    {
        foreach (var file in files.Where(File.Exists))
            try
            {
                using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
                {
                    DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1,
                }.ToString());
                connection.Open();
                using var transaction = connection.BeginTransaction(deferred: false);
                transaction.Rollback();
            }
            catch (SqliteException held) when (held.SqliteErrorCode == Busy)
            {
                findings.Add(new Finding(
                    Verdict.Fail, "databases", $"another program holds {file}; end it, such as a shell of sqlite3 (ORC-STORE-006)"));
            }
            catch (SqliteException)
            {
                // What else is wrong with a file is said by the check of what is in it.
            }
    }
}
