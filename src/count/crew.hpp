// crew.hpp -- threads that take turns in the order of their chunks, and share the work that holds the others up.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace engage::count {

/// Thrown to a thread that waits for one that failed.
struct Abandoned {};

class Crew {
public:
    /// Returns when every smaller number has passed. Until then the thread helps with what is shared, by `work(piece)`.
    template <class Work>
    void wait(std::uint64_t number, Work work) {
        std::unique_lock lock(mutex_);
        while (turn_ != number || failed_) {
            if (failed_) throw Abandoned();
            if (!take_piece(lock, work)) changed_.wait(lock);
        }
    }
    void wait(std::uint64_t number) {
        wait(number, [](std::size_t) {});
    }
    void pass() {
        const std::lock_guard lock(mutex_);
        ++turn_;
        changed_.notify_all();
    }
    /// By the thread whose turn it is: `work(0)` to `work(pieces - 1)`, each once, with the help of those who wait.
    template <class Work>
    void share(std::size_t pieces, Work work) {
        std::unique_lock lock(mutex_);
        next_ = 0;
        pieces_ = pieces;
        changed_.notify_all();
        while (next_ < pieces_ || busy_ > 0) {
            if (failed_) throw Abandoned();
            if (!take_piece(lock, work)) changed_.wait(lock);
        }
    }
    /// A thread failed: lets the others stop.
    void abandon() {
        const std::lock_guard lock(mutex_);
        failed_ = true;
        changed_.notify_all();
    }

private:
    template <class Work>
    bool take_piece(std::unique_lock<std::mutex>& lock, Work& work) {
        if (next_ >= pieces_) return false;
        const std::size_t piece = next_++;
        ++busy_;
        lock.unlock();
        work(piece); // where this throws, the thread fails, and all are abandoned
        lock.lock();
        if (--busy_ == 0 && next_ >= pieces_) changed_.notify_all();
        return true;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t turn_ = 0;
    std::size_t next_ = 0, pieces_ = 0; ///< of the shared work
    std::size_t busy_ = 0;              ///< threads at a piece of it
    bool failed_ = false;
};

} // namespace engage::count
