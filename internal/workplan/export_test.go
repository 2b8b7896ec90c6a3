package workplan

// WindowsZones are the zones of IANA by Outlook's names.
var WindowsZones = windowsZones
