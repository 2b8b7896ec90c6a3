package programme

import "slices"

// Kind is what sort of event an event is. Its names are words of the
// catalogues ("kind." + Kind).
type Kind string

// The kinds of events that programmes hold.
const (
	Workshop           Kind = "workshop"
	Training           Kind = "training"
	TrainingOfTrainers Kind = "training_of_trainers"
	StudyTour          Kind = "study_tour"
	Conference         Kind = "conference"
	SteeringGroup      Kind = "steering_group"
	ExpertMission      Kind = "expert_mission"
	Meeting            Kind = "meeting"
	OnlineSession      Kind = "online_session"
	OtherKind          Kind = "other"
)

// kinds is Kinds, never changed.
var kinds = []Kind{Workshop, Training, TrainingOfTrainers, StudyTour, Conference, SteeringGroup, ExpertMission, Meeting, OnlineSession, OtherKind}

// Kinds lists all kinds in the order in which they are offered.
func Kinds() []Kind { return slices.Clone(kinds) }

// Mode is whether people meet in a room, on a line, or both.
type Mode string

// The modes of an event.
const (
	InPerson Mode = "in_person"
	Online   Mode = "online"
	Hybrid   Mode = "hybrid"
)

// Status is where an event stands.
type Status string

// The statuses of an event.
const (
	Tentative Status = "tentative"
	Confirmed Status = "confirmed"
	Postponed Status = "postponed" // its day is given up, a new one not known
	Cancelled Status = "cancelled"
	Held      Status = "held" // a record of the past: never reminded
)

// Off reports whether the event does not take place as things stand.
func (s Status) Off() bool { return s == Postponed || s == Cancelled }
