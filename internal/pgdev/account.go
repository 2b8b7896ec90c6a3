//go:build unix

package pgdev

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is the user that PostgreSQL's processes run as.
type account struct {
	name     string
	uid, gid int
	other    bool // not who we are: we are root, and it must not be
}

// serverAccount returns the account for the data folder, which need not exist.
func serverAccount(data string) (account, error) {
	uid := os.Geteuid()
	owner, ownerGid, err := ownerOf(data)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return account{}, err
	}
	exists := err == nil
	if uid != 0 {
		if exists && owner != uid {
			return account{}, fmt.Errorf("%s belongs to user %d, and we are user %d: choose another folder, or run as its owner", data, owner, uid)
		}
		return account{name: strconv.Itoa(uid), uid: uid, gid: os.Getegid()}, nil
	}
	if exists && owner != 0 {
		// Whoever made it: the users of a machine come and go.
		if u, err := user.LookupId(strconv.Itoa(owner)); err == nil {
			return account{name: u.Username, uid: owner, gid: ownerGid, other: true}, nil
		}
	}
	// The user must be a known one, or initdb fails.
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if errUID == nil && errGID == nil {
			return account{name: name, uid: uid, gid: gid, other: true}, nil
		}
	}
	return account{}, errors.New("PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody")
}

// ownerOf returns the user and the group that a file belongs to.
func ownerOf(path string) (uid, gid int, err error) {
	fi, err := os.Lstat(path)
	if err != nil {
		return 0, 0, err
	}
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, fmt.Errorf("%s: its owner is unknown", path)
	}
	return int(st.Uid), int(st.Gid), nil
}

// attr makes a child run as the account, in a process group of its own, so that
// Ctrl-C is ours alone, and end with us where the system can do that.
func (a account) attr() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	endWithParent(attr)
	return attr
}

// explain adds to the error of a child's start what the system leaves out.
func (a account) explain(err error) error {
	if a.other && errors.Is(err, syscall.EPERM) {
		return fmt.Errorf("%w (as root, PostgreSQL is run as user %s, which needs the capabilities SETUID and SETGID)", err, a.name)
	}
	return err
}

// own gives a file to the account.
func (a account) own(path string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// makeDir makes a folder, and those above it, that the account may enter,
// whatever the umask. A folder that exists is opened to the account.
func (a account) makeDir(path string) error {
	if fi, err := os.Stat(path); err == nil {
		if a.other && fi.Mode()&0o011 != 0o011 {
			return os.Chmod(path, fi.Mode().Perm()|0o011)
		}
		return nil
	}
	parent := filepath.Dir(path)
	if _, err := os.Stat(parent); errors.Is(err, os.ErrNotExist) {
		if err := a.makeDir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	if a.other {
		return os.Chmod(path, 0o711)
	}
	return nil
}

// reach fails if the account may not enter the folder or one above it. The
// system's own error would name the program that was to be started.
func (a account) reach(path string) error {
	if !a.other {
		return nil
	}
	for p := path; ; p = filepath.Dir(p) {
		fi, err := os.Stat(p)
		if err != nil {
			return err
		}
		uid, gid, err := ownerOf(p)
		if err != nil {
			return err
		}
		enter := os.FileMode(0o001)
		switch {
		case uid == a.uid:
			enter = 0o100
		case gid == a.gid:
			enter = 0o010
		}
		if fi.Mode()&enter == 0 {
			return fmt.Errorf("as root, PostgreSQL is run as user %s, which may not enter %s (mode %04o), so that %s is no place for it",
				a.name, p, fi.Mode().Perm(), path)
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}

// privateDir makes a folder that nobody but the account may enter. One that is
// there already must be such a folder: in /tmp, anyone could have put it there.
func (a account) privateDir(path string) error {
	switch err := os.Mkdir(path, 0o700); {
	case err == nil:
		return a.own(path)
	case !errors.Is(err, os.ErrExist):
		return err
	}
	fi, err := os.Lstat(path)
	if err != nil {
		return err
	}
	uid, _, err := ownerOf(path)
	if err != nil {
		return err
	}
	private := fi.IsDir() && fi.Mode().Perm()&0o077 == 0
	switch {
	case private && uid == a.uid:
		return nil
	case private && uid == 0 && a.other:
		return a.own(path) // root was killed between making it and giving it away
	}
	return fmt.Errorf("%s is not a folder private to user %s: remove it", path, a.name)
}
