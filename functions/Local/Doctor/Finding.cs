namespace Orchestrations.Local.Doctor;

/// <summary>How a check ended.</summary>
enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>One line of the doctor's.</summary>
sealed record Finding(Verdict Verdict, string Subject, string Text);
