package webhook

import "toile"

// AssetsReady says that a version of an asset report can be read, FULL or FAST (facts link 4.4). The
// user is empty where none is known.
func AssetsReady(reportID, userID, version string) Message {
	m := assets("PRODUCT_READY", reportID, userID)
	m.Fields["report_type"] = version
	return m
}

// AssetsError says that an asset report could not be made.
func AssetsError(reportID, userID string, failure *toile.Error) Message {
	m := assets("ERROR", reportID, userID)
	m.Fields["error"] = shown(failure)
	return m
}

func assets(code, reportID, userID string) Message {
	m := Message{Type: "ASSETS", Code: code, Fields: map[string]any{"asset_report_id": reportID}}
	if userID != "" {
		m.Fields["user_id"] = userID
	}
	return m
}
