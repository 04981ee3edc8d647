// Command forward lets programs on the host reach an address inside of a network namespace that has no route to it:
//
//	forward NETNS LISTEN TARGET
//
// It listens on the host, then moves into the namespace with the open listener in its hands, and dials from there. So
// nothing on the host but one port on loopback knows of the cluster's network.
package main

import (
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
)

// inheritedMark is what the second run is told apart by.
const inheritedMark = "--inherited"

func main() {
	log.SetFlags(log.LstdFlags | log.LUTC)
	if len(os.Args) != 4 {
		log.Fatal("usage: forward NETNS LISTEN TARGET, for example: forward /run/netns/lab 127.0.0.1:6443 10.0.0.1:6443")
	}
	if os.Args[1] == inheritedMark {
		serve(inherit(os.Args[2]), os.Args[3])
	} else {
		moveInto(os.Args[1], os.Args[2], os.Args[3])
	}
}

// moveInto listens, and runs this program again inside of the namespace, as the same process.
func moveInto(namespace, listen, target string) {
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		log.Fatal(err)
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		log.Fatal(err)
	}
	// Go marks every file to be closed when another program starts; this one has to stay open.
	if _, _, errno := syscall.Syscall(syscall.SYS_FCNTL, file.Fd(), syscall.F_SETFD, 0); errno != 0 {
		log.Fatal(errno)
	}
	nsenter, err := exec.LookPath("nsenter")
	if err != nil {
		log.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		log.Fatal(err)
	}
	fd := strconv.Itoa(int(file.Fd()))
	arguments := []string{"nsenter", "--net=" + namespace, self, inheritedMark, fd, target}
	log.Fatal(syscall.Exec(nsenter, arguments, os.Environ()))
}

func inherit(fd string) net.Listener {
	number, err := strconv.Atoi(fd)
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.FileListener(os.NewFile(uintptr(number), "listener"))
	if err != nil {
		log.Fatal(err)
	}
	return listener
}

func serve(listener net.Listener, target string) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go relay(connection.(*net.TCPConn), target)
	}
}

func relay(near *net.TCPConn, target string) {
	defer near.Close()
	dialed, err := net.Dial("tcp", target)
	if err != nil {
		log.Print(err)
		return
	}
	far := dialed.(*net.TCPConn)
	defer far.Close()
	var both sync.WaitGroup
	both.Add(2)
	go copyUntilEnd(far, near, &both)
	go copyUntilEnd(near, far, &both)
	both.Wait()
}

// copyUntilEnd passes the end of one direction on, whether it is a good one or not, and leaves the other open: what is
// on its way there has to arrive, and when there is nobody left that direction finds out by itself.
func copyUntilEnd(to, from *net.TCPConn, done *sync.WaitGroup) {
	defer done.Done()
	io.Copy(to, from)
	to.CloseWrite()
}
