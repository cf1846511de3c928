web_tasks     = 6
web_most      = 16
sidekiq_tasks = 8
multi_az      = true
