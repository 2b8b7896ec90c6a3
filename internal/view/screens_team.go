package view

import (
	"time"

	"jarchy/internal/programme"
)

// longestProgramme bears the longest name that a programme may have.
func longestProgramme() programme.Programme {
	g := sampleProgramme()
	g.Name = longest("Programme for Integrated Border Management, Trade Facilitation and Connectivity")[:MaxBotName]
	g.Zone = longestEvent().When.Zone
	return g
}

func (s *sampler) setup() {
	g, long := sampleProgramme(), longestProgramme()
	s.add("SetupName", "", SetupName(s.p, programme.Programme{Name: programme.UnnamedProgramme}))
	s.add("SetupName", "longest", SetupName(s.p, long))
	s.add("SetupZone", "", SetupZone(s.p, g, "Asia/Dushanbe"))
	s.add("SetupZone", "longest", SetupZone(s.p, long, long.Zone))
	s.add("SetupLanguage", "", SetupLanguage(s.p, g))
	s.add("SetupDone", "", SetupDone(s.p, g))
	s.add("SetupDone", "longest", SetupDone(s.p, long))
	s.add("Owned", "", Owned(s.p, g))
	s.add("NotSetUp", "", NotSetUp(s.p, sampleUser))
	s.add("Programme", "", Programme(s.p, g))
	s.add("Programme", "longest", Programme(s.p, long))
	plan := programme.DefaultPlan()
	plan[0].Off = true
	s.add("DefaultPlan", "", DefaultPlan(s.p, g, plan))
	own := plan[0]
	own.Words, own.Silent = map[string]string{"en": "Please order interpretation.", "ru": "Закажите, пожалуйста, перевод."}, true
	s.add("DefaultPlan", "own words", DefaultPlan(s.p, g, []programme.Rule{own}))
	s.add("DefaultPlanAs", "", DefaultPlanAs(s.p, g, sampleEvent(), append([]programme.Rule{own}, plan...)))
	s.add("DefaultPlanAs", "longest", DefaultPlanAs(s.p, long, longestEvent(), []programme.Rule{own, own, own, own, own}))
	s.add("DefaultPlan", "empty", DefaultPlan(s.p, g, nil))
	s.add("DefaultPlan", "longest", DefaultPlan(s.p, long, append(plan, plan[0])))
	s.add("AskDefaultRule", "", AskDefaultRule(s.p, long))
	s.add("AskProgrammeName", "", AskProgrammeName(s.p, g))
	s.add("ProgrammeZones", "", ProgrammeZones(s.p, long))
	s.add("ProgrammeLanguages", "", ProgrammeLanguages(s.p, long))
	s.add("Held", s.p.Say("field.programme"), Held(s.p, samplePerson, "programme", "h.answer:1000000000"))
}

func (s *sampler) team() {
	g, long := sampleProgramme(), longestProgramme()
	const token = "aB3cD4eF5gH6jK7mN8pQ9rS"
	since := sampleToday().AddDays(-30)
	s.add("Invite", "", Invite(s.p, g, "https://t.me/jarchy_bot?start=i_"+token, time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC), time.UTC, sampleZone))
	s.add("invite.member_already", "", Screen{Text: s.p.HTML("invite.member_already", "programme", long.Name)})
	s.add("invite.decided", "", Screen{Text: s.p.HTML("invite.decided")})
	s.add("Invitation", "", Invitation(s.p, g, token, ""))
	s.add("Invitation", "longest", Invitation(s.p, long, token, "ru"))
	s.add("InvitationAsked", "", InvitationAsked(s.p, g))
	s.add("JoinRequest", "", JoinRequest(s.p, g, samplePerson, "Aigul Saparova", "aigul_s", sampleUser))
	s.add("JoinRequest", "longest", JoinRequest(s.p, long, samplePerson, longestPerson(), "", sampleUser))
	s.add("JoinDecided", "approved", JoinDecided(s.p, longestPerson(), true))
	s.add("JoinDecided", "refused", JoinDecided(s.p, longestPerson(), false))
	s.add("Welcome", "", Welcome(s.p, g))
	s.add("JoinRefused", "", JoinRefused(s.p, long))

	owner := Member{Person: samplePerson, Account: sampleUser, Name: "Coordinator", Role: programme.Owner, Since: since, Reach: programme.ReachOK, Configured: true}
	colleague := Member{Person: samplePerson, Account: sampleUser, Name: longestPerson(), Role: programme.Coordinator, Since: since, Reach: programme.ReachDeactivated}
	long8 := []Member{owner, colleague, colleague, colleague, colleague, colleague, colleague, colleague}
	s.add("Team", "an owner's", Team(s.p, g, []Member{owner, colleague}, true, 0, samplePage(0, TeamPage, 2)))
	s.add("Team", "a coordinator's", Team(s.p, g, []Member{owner, colleague}, false, 0, samplePage(0, TeamPage, 2)))
	s.add("Team", "longest", Team(s.p, long, long8, true, 12, samplePage(3, TeamPage, most)))
	asking := make([]Asking, 12)
	for i := range asking {
		asking[i] = Asking{Request: samplePerson, Account: samplePerson, Name: longestPerson()}
	}
	s.add("JoinRequests", "", JoinRequests(s.p, asking[:2]))
	s.add("JoinRequests", "longest", JoinRequests(s.p, asking))
	s.add("TeamMember", "a coordinator", TeamMember(s.p, colleague))
	s.add("TeamMember", "by configuration", TeamMember(s.p, owner))
	owner.Configured = false
	s.add("TeamMember", "an owner", TeamMember(s.p, owner))
	s.add("AskRemoveMember", "", AskRemoveMember(s.p, long, colleague))
	s.add("MemberRemoved", "cannot be told", MemberRemoved(s.p, long, colleague))
	s.add("MemberRemoved", "", MemberRemoved(s.p, g, Member{Person: samplePerson, Name: "Colleague", Reach: programme.ReachOK}))
	owner.Last, owner.Self = true, true
	s.add("TeamMember", "the only owner", TeamMember(s.p, owner))
	s.add("AskRemoveMember", "oneself", AskRemoveMember(s.p, g, owner))
	s.add("LeftTeam", "", LeftTeam(s.p, g))
	s.add("RoleGiven", "owner", RoleGiven(s.p, g, programme.Owner))
	s.add("RoleGiven", "coordinator", RoleGiven(s.p, g, programme.Coordinator))
	for _, n := range []TeamNews{NewsJoined, NewsRemoved, NewsBack, NewsOwner, NewsCoordinator, NewsLink} {
		s.add("TeamChanged", string(n), TeamChanged(s.p, n, longestPerson(), longestPerson()))
	}
}
