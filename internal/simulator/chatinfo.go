package simulator

import "slices"

// getChat tells of a chat that the bot has met.
func getChat(s *Server, c *call) (any, *refusal) {
	ch, r := s.knownChat(c)
	if r != nil {
		return nil, r
	}
	if ch.person != nil && !ch.person.started {
		return nil, badRequest("chat not found")
	}
	if ch.group != nil {
		if r := ch.group.closed(); r != nil {
			return nil, r
		}
	}
	info := map[string]any{
		"accent_color_id": 0, "max_reaction_count": 11,
		"accepted_gift_types": map[string]bool{"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
			"premium_subscription": false, "gifts_from_channels": false},
	}
	w := ch.wire()
	info["id"], info["type"] = w.ID, w.Type
	for key, value := range map[string]string{"title": w.Title, "first_name": w.FirstName, "last_name": w.LastName} {
		if value != "" {
			info[key] = value
		}
	}
	for _, id := range slices.Backward(ch.pinned) {
		if m := ch.message(id); m != nil {
			info["pinned_message"] = m.wire()
			break
		}
	}
	return info, nil
}
