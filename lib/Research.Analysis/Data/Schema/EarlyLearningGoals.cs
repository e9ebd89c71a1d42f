using System.Collections.Immutable;

namespace Research;

/// <summary>One of the 17 goals of the Early Years Foundation Stage Profile used from 2013.</summary>
/// <param name="Column">Column in the eyfs file.</param>
/// <param name="Title">Name of the goal.</param>
/// <param name="AreaOfLearning">Area of learning it belongs to.</param>
/// <param name="Counts">True when a good level of development asks for it (prime areas, literacy, mathematics).</param>
public sealed record EarlyLearningGoal(string Column, string Title, string AreaOfLearning, bool Counts);

/// <summary>The 17 early learning goals.</summary>
public static class EarlyLearningGoals
{
    /// <summary>Communication and language.</summary>
    public const string CommunicationAndLanguage = "Communication and language";

    /// <summary>Mathematics.</summary>
    public const string Mathematics = "Mathematics";

    /// <summary>Literacy.</summary>
    public const string Literacy = "Literacy";

    /// <summary>All 17, in the handbook's order.</summary>
    public static ImmutableArray<EarlyLearningGoal> All { get; } =
    [
        new("elg_listening", "Listening and attention", CommunicationAndLanguage, true),
        new("elg_understanding", "Understanding", CommunicationAndLanguage, true),
        new("elg_speaking", "Speaking", CommunicationAndLanguage, true),
        new("elg_moving", "Moving and handling", "Physical development", true),
        new("elg_health", "Health and self-care", "Physical development", true),
        new("elg_confidence", "Self-confidence and self-awareness", "Personal, social and emotional development", true),
        new("elg_feelings", "Managing feelings and behaviour", "Personal, social and emotional development", true),
        new("elg_relationships", "Making relationships", "Personal, social and emotional development", true),
        new("elg_reading", "Reading", Literacy, true),
        new("elg_writing", "Writing", Literacy, true),
        new("elg_numbers", "Numbers", Mathematics, true),
        new("elg_shape", "Shape, space and measures", Mathematics, true),
        new("elg_people", "People and communities", "Understanding the world", false),
        new("elg_world", "The world", "Understanding the world", false),
        new("elg_technology", "Technology", "Understanding the world", false),
        new("elg_media", "Exploring and using media and materials", "Expressive arts and design", false),
        new("elg_imaginative", "Being imaginative", "Expressive arts and design", false),
    ];
}
